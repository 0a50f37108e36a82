// Opens an EPUB in a reader as a person would, and prints what was seen as JSON (Node 18 or newer):
//
//     node read.mjs foliate|epubjs|readium UNPACKED.epub/ FILE.epub CHAPTER REFERENCE NOTE CHROMIUM
//
// Each reader is a page that puts the same five functions on `window.reader`; what is done with them is the same for all.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [name, folder, file, chapter, reference, note, program] = process.argv.slice(2);
const modules = fileURLToPath(new URL('node_modules', import.meta.url));
const kinds = { '.js': 'text/javascript', '.xhtml': 'application/xhtml+xml', '.css': 'text/css', '.jpg': 'image/jpeg' };

const readers = {
  foliate: `<script type="module">
    import '/modules/foliate-js/view.js';
    const view = document.createElement('foliate-view');
    view.style.cssText = 'display: block; width: 100vw; height: 100vh';
    document.body.append(view);
    await view.open(new File([await (await fetch('/book.epub')).blob()], 'book.epub'));
    await view.init({});
    const flat = list => (list ?? []).flatMap(entry => [entry, ...flat(entry.subitems)]);
    window.reader = {
      contents: () => flat(view.book.toc).map(entry => [entry.label.trim(), entry.href]),
      next: () => view.next(),
      place: () => view.lastLocation?.cfi,
      go: target => view.goTo(target),
      documents: () => view.renderer.getContents().map(shown => shown.doc),
    };
  </script>`,
  epubjs: `<div id="book"></div>
    <script src="/modules/jszip/dist/jszip.min.js"></script>
    <script src="/modules/epubjs/dist/epub.min.js"></script>
    <script type="module">
    const book = ePub('/book.epub');
    await book.ready;
    const shown = book.renderTo('book', { width: 480, height: 640, flow: 'paginated', spread: 'none' });
    await shown.display();
    const flat = list => (list ?? []).flatMap(entry => [entry, ...flat(entry.subitems)]);
    window.reader = {
      contents: () => flat(book.navigation.toc).map(entry => [entry.label.trim(), entry.href]),
      next: () => shown.next(),
      place: () => shown.currentLocation()?.start?.cfi,
      go: target => shown.display(target),
      documents: () => shown.getContents().map(page => page.document),
    };
  </script>`,
  readium: `<div id="book" style="position: relative; width: 480px; height: 640px"></div>
    <style>.readium-navigator-iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0 }</style>
    <script type="module">
    import { HttpFetcher, Link, Locator, LocatorLocations, Manifest, Publication } from '/modules/@readium/shared/dist/index.js';
    import { EpubNavigator } from '/modules/@readium/navigator/dist/index.js';
    const read = async (address, type) => new DOMParser().parseFromString(await (await fetch('/book/EPUB/' + address)).text(), type);
    const opf = await read('content.opf', 'application/xml');
    const nav = await read('nav.xhtml', 'application/xhtml+xml');
    const type = 'application/xhtml+xml';
    const href = id => 'EPUB/' + opf.getElementById(id).getAttribute('href');
    const readingOrder = [...opf.querySelectorAll('itemref')].map(item => ({ href: href(item.getAttribute('idref')), type }));
    const entries = [...nav.querySelector('nav').querySelectorAll('a')]
      .map(link => ({ title: link.textContent, href: 'EPUB/' + link.getAttribute('href'), type }));
    const manifest = Manifest.deserialize({
      '@context': 'https://readium.org/webpub-manifest/context.jsonld',
      metadata: { title: opf.querySelector('title').textContent, language: 'en' },
      links: [{ rel: 'self', href: location.origin + '/book/manifest.json', type: 'application/webpub+json' }],
      readingOrder, toc: entries,
    });
    manifest.setSelfLink(location.origin + '/book/manifest.json');
    const publication = new Publication({ manifest, fetcher: new HttpFetcher(undefined, location.origin + '/book/') });
    const places = readingOrder.flatMap((item, number) => [0, 0.25, 0.5, 0.75].map((progression, step) => new Locator({
      ...item,
      locations: new LocatorLocations({
        progression, position: number * 4 + step + 1, totalProgression: (number + progression) / readingOrder.length,
      }),
    })));
    const heard = Object.fromEntries(['frameLoaded', 'positionChanged', 'zoom', 'miscPointer', 'scroll', 'customEvent',
      'textSelected', 'contentProtection', 'contextMenu', 'peripheral'].map(event => [event, () => {}]));
    const navigator = new EpubNavigator(document.getElementById('book'), publication,
      { ...heard, tap: () => false, click: () => false, handleLocator: () => false }, places, places[0],
      { preferences: {}, defaults: {} });
    await navigator.load();
    const asked = start => new Promise(done => { start(done); setTimeout(done, 3000); });
    window.reader = {
      contents: () => entries.map(entry => [entry.title, entry.href]),
      next: () => asked(done => navigator.goForward(false, done)),
      place: () => JSON.stringify([navigator.currentLocator.href, navigator.currentLocator.locations.progression]),
      go: target => asked(done => navigator.goLink(new Link({ href: target, type }), false, done)),
      documents: () => [...document.querySelectorAll('iframe')].filter(frame => getComputedStyle(frame).visibility !== 'hidden')
        .map(frame => frame.contentDocument).filter(Boolean),
    };
  </script>`,
};

const server = http.createServer((request, response) => {
  const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  if (address === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    return response.end(`<!DOCTYPE html><meta charset="utf-8"><style>body { margin: 0 }</style><body>${readers[name]}`);
  }
  const places = { '/modules/': modules, '/book/': folder };
  const start = Object.keys(places).find(one => address.startsWith(one));
  const wanted = address === '/book.epub' ? file : start && path.join(places[start], address.slice(start.length));
  if (!wanted || !fs.statSync(wanted, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404);
    return response.end();
  }
  response.writeHead(200, { 'content-type': kinds[path.extname(wanted)] ?? 'application/octet-stream' });
  return fs.createReadStream(wanted).pipe(response);
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const seen = { errors: [] };
try {
  const page = await browser.newPage({ viewport: { width: 480, height: 640 } });
  page.on('pageerror', error => seen.errors.push(String(error)));
  page.on('response', answer => {
    if (answer.status() >= 400 && !answer.url().endsWith('favicon.ico')) seen.errors.push(`${answer.status()} ${answer.url()}`);
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('window.reader', null, { timeout: 60_000 });

  seen.contents = (await page.evaluate('reader.contents()')).map(([label]) => label);
  const places = new Set([await page.evaluate('reader.place()')]);
  for (let turn = 0; turn < 20; turn += 1) {
    await page.evaluate('reader.next()');
    await page.waitForTimeout(60);
    places.add(await page.evaluate('reader.place()'));
  }
  seen.pages = places.size;

  // On the screen is an element whose first box lies within the window, whichever frames it stands in.
  const shown = id => page.waitForFunction(sought => reader.documents().some(text => {
    const box = text.getElementById(sought)?.getClientRects()[0];
    const frame = text.defaultView?.frameElement?.getBoundingClientRect();
    const [x, y] = box && frame ? [box.left + frame.left, box.top + frame.top] : [-9, -9];
    return x > -3 && x < innerWidth && y > -3 && y < innerHeight;
  }), id, { timeout: 8000 }).then(() => true, () => false);
  const follow = selector => page.evaluate(sought => {
    reader.documents().map(text => text.querySelector(sought)).find(Boolean).click();
  }, selector);

  const target = await page.evaluate(sought => reader.contents().find(([, href]) => href?.endsWith(sought))?.[1], chapter);
  await page.evaluate(place => reader.go(place), `${target}#${reference}`);
  seen.reference = await shown(reference);
  if (name === 'readium') {
    // Its navigator hears fingers and not clicks from a script; what it does then is this.
    await page.evaluate(place => reader.go(place), `${target}#${note}`);
    seen.note = await shown(note);
    await page.evaluate(place => reader.go(place), `${target}#${reference}`);
  } else {
    await follow(`#${reference}`);
    seen.note = await shown(note);
    await follow(`#${note} a[role="doc-backlink"]`);
  }
  seen.back = await shown(reference);
} finally {
  await browser.close();
  server.close();
}
console.log(JSON.stringify(seen));
