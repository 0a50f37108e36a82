// Opens EPUBs in a reader as a person would, and prints what was seen of each as JSON (Node 18 or newer):
//
//     node read.mjs foliate|epubjs|readium CHROMIUM BOOKS.json [FOLDER]
//
// BOOKS.json lists the books: `file`, `unpacked`, and the addresses of a `reference` and of its `note`. FOLDER is for
// pictures of what was on the screen. Each reader is a page that puts the same six functions on `window.reader`; what is
// done with them is the same for all.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [name, program, list, pictures] = process.argv.slice(2);
const books = JSON.parse(fs.readFileSync(list, 'utf8'));
let book;
const modules = fileURLToPath(new URL('node_modules', import.meta.url));
const kinds = { '.js': 'text/javascript', '.xhtml': 'application/xhtml+xml', '.css': 'text/css', '.jpg': 'image/jpeg' };

const readers = {
  foliate: `<script type="module">
    import '/modules/foliate-js/view.js';
    import { FootnoteHandler } from '/modules/foliate-js/footnotes.js';
    const view = document.createElement('foliate-view');
    view.style.cssText = 'display: block; width: 100vw; height: 100vh';
    document.body.append(view);
    await view.open(new File([await (await fetch('/book.epub')).blob()], 'book.epub'));
    await view.init({});
    const flat = list => (list ?? []).flatMap(entry => [entry, ...flat(entry.subitems)]);
    // A note on the spot is what this reader makes of a reference when it is touched.
    const notes = new FootnoteHandler();
    const spot = document.createElement('div');
    spot.style.cssText = 'position: fixed; inset: auto 0 0 0; height: 40vh; background: white; border-top: 1px solid';
    notes.addEventListener('before-render', event => {
      event.detail.view.style.cssText = 'display: block; height: 100%';
      document.body.append(spot);
      spot.replaceChildren(event.detail.view);
    });
    window.reader = {
      touch: id => new Promise(done => {
        notes.addEventListener('render', ({ detail }) => done(detail.view.renderer.getContents()[0].doc.body.textContent), { once: true });
        view.addEventListener('link', event => notes.handle(view.book, event), { once: true });
        reader.documents().map(text => text.getElementById(id)).find(Boolean).click();
        setTimeout(() => done(''), 5000);
      }),
      away: () => spot.remove(),
      contents: () => flat(view.book.toc).map(entry => [entry.label.trim(), entry.href]),
      printed: () => (view.book.pageList ?? []).map(entry => entry.href),
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
      printed: () => (book.pageList.pageList ?? []).map(entry => entry.href),
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
    const links = kind => [...nav.querySelectorAll('nav')].filter(list => list.getAttribute('epub:type') === kind)
      .flatMap(list => [...list.querySelectorAll('a')])
      .map(link => ({ title: link.textContent, href: 'EPUB/' + link.getAttribute('href'), type }));
    const entries = links('toc');
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
    // It trips over itself where a page is asked for while it is still at the last: a person sees that, and waits.
    const rest = async () => {
      for (let look = 0; navigator.pool.inprogress.size && look < 250; look += 1) await new Promise(done => setTimeout(done, 20));
    };
    const asked = start => rest().then(() => new Promise(done => { start(done); setTimeout(done, 3000); }));
    window.reader = {
      contents: () => entries.map(entry => [entry.title, entry.href]),
      printed: () => links('page-list').map(entry => entry.href),
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
  const places = { '/modules/': modules, '/book/': book.unpacked };
  const start = Object.keys(places).find(one => address.startsWith(one));
  const wanted = address === '/book.epub' ? book.file : start && path.join(places[start], address.slice(start.length));
  if (!wanted || !fs.statSync(wanted, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404);
    return response.end();
  }
  response.writeHead(200, { 'content-type': kinds[path.extname(wanted)] ?? 'application/octet-stream' });
  return fs.createReadStream(wanted).pipe(response);
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const seen = [];
try {
  for (book of books) seen.push(await read());
} finally {
  await browser.close();
  server.close();
}
console.log(JSON.stringify(seen));

async function read() {
  const seen = { errors: [] };
  const page = await browser.newPage({ viewport: { width: 480, height: 640 } });
  page.on('pageerror', error => seen.errors.push(String(error)));
  page.on('response', answer => {
    if (answer.status() >= 400 && !answer.url().endsWith('favicon.ico')) seen.errors.push(`${answer.status()} ${answer.url()}`);
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('window.reader', null, { timeout: 60_000 });

  // On the screen is an element whose first box lies within the window, whichever frames it stands in.
  const shown = address => page.waitForFunction(sought => reader.documents().some(text => {
    const box = text.getElementById(sought)?.getClientRects()[0];
    const frame = text.defaultView?.frameElement?.getBoundingClientRect();
    const [x, y] = box && frame ? [box.left + frame.left, box.top + frame.top] : [-9, -9];
    return x > -3 && x < innerWidth && y > -3 && y < innerHeight;
  }), address.split('#')[1], { timeout: 8000 }).then(() => true, () => false);
  const follow = selector => page.evaluate(sought => {
    reader.documents().map(text => text.querySelector(sought)).find(Boolean).click();
  }, selector);
  const go = address => page.evaluate(place => reader.go(place), address);
  const picture = async what => {
    if (!pictures) return;
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(pictures, `${path.basename(book.file, '.epub')}-${name}-${what}.png`) });
  };

  await picture('opened');
  const contents = await page.evaluate('reader.contents()');
  seen.contents = contents.map(([label]) => label);
  const places = new Set([await page.evaluate('reader.place()')]);
  for (let turn = 0; turn < 20; turn += 1) {
    await page.evaluate('reader.next()');
    await page.waitForTimeout(60);
    places.add(await page.evaluate('reader.place()'));
  }
  seen.turned = places.size - 1;
  await picture('turned');

  // Each reader has its own way to write the address of a file; what follows the file's name is the same.
  const files = contents.map(([, href]) => href.split('#')[0]);
  const whole = address => files.find(file => file.endsWith(address.split('#')[0])).replace(/[^/]*$/, '') + address;
  await go(whole(book.reference));
  seen.reference = await shown(book.reference);
  if (name === 'readium') {
    // Its navigator hears fingers and not clicks from a script; what it does then is this.
    await go(whole(book.note));
    seen.note = await shown(book.note);
    await picture('note');
    await go(whole(book.reference));
  } else {
    await follow(`#${book.reference.split('#')[1]}`);
    seen.note = await shown(book.note);
    await picture('note');
    await follow(`#${book.note.split('#')[1]} a[role="doc-backlink"]`);
  }
  seen.back = await shown(book.reference);
  if (name === 'foliate') {
    seen.onTheSpot = await page.evaluate(id => reader.touch(id), book.reference.split('#')[1]);
    await picture('on-the-spot');
    await page.evaluate('reader.away()');
  }

  seen.listed = await page.evaluate('reader.printed()');
  seen.missed = [];
  for (const address of [seen.listed[0], seen.listed.at(-1), seen.listed[Math.floor(seen.listed.length / 2)]].filter(Boolean)) {
    await go(address);
    if (!await shown(address)) seen.missed.push(address);
  }
  await picture('printed-page');
  await page.close();
  return seen;
}
