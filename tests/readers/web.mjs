// Reads the HTML edition as people do, and prints what was seen as JSON (Node 18 or newer):
//
//     node web.mjs FOLDER CHROMIUM
//
// FOLDER holds book.html, book.site/ and what.json: the words to search for, and the addresses to try; what it does not name
// is not looked for. Pictures of what was seen are put into it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [folder, program] = process.argv.slice(2);
const what = JSON.parse(fs.readFileSync(path.join(folder, 'what.json'), 'utf8'));
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kinds = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff': 'font/woff' };

const server = http.createServer((request, response) => {
  const file = path.join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  const found = fs.statSync(file, { throwIfNoEntry: false })?.isFile();
  response.writeHead(found ? 200 : 404, { 'content-type': kinds[path.extname(file)] ?? 'application/octet-stream' });
  response.end(found ? fs.readFileSync(file) : '');
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const home = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const seen = { said: [], asked: [], violations: [], wide: [], dead: [] };
const open = async (address, { width = 1440, ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.on('console', message => seen.said.push(`${address}: ${message.text()}`));
  page.on('pageerror', error => seen.said.push(`${address}: ${error}`));
  page.on('request', request => { if (!/^data:/.test(request.url()) && !request.url().startsWith(home)) seen.asked.push(request.url()); });
  page.on('response', answer => { if (answer.status() >= 400) seen.asked.push(`${answer.status()} ${answer.url()}`); });
  await page.goto(home + address);
  await page.evaluate('document.fonts.ready');
  return page;
};
const slip = page => page.locator('.slip[popover]:popover-open');
const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.className);

try {
  // Every kind of page, by day and by night, wide, between and narrow.
  for (const [address, name] of [['book.html', 'single'], ['book.html?pages&record', 'marked'], ['book.site/index.html', 'first'], [`book.site/${what.chapter}`, 'chapter'], ...(what.changes ? [['book.site/emendations.html', 'changes']] : [])]) {
    const page = await open(address);
    for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [768, 'light'], [320, 'dark'], [320, 'light']]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
      if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) seen.wide.push(`${address} ${width}`);
      if (width === 768) continue;
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      seen.violations.push(...found.violations.map(one => `${address} ${width} ${colorScheme}: ${one.id} ${one.nodes[0].html.slice(0, 160)}`));
    }
    await page.context().close();
  }

  // A note by mouse, by key, by finger; and beside the text.
  const mouse = await open('book.html', { width: 1024 });
  const reference = mouse.locator('.noteref').nth(1);
  const own = await reference.getAttribute('id');
  await reference.click();
  seen.mouse = [await slip(mouse).innerText(), await focused(mouse)];
  await mouse.screenshot({ path: path.join(folder, 'note.png') });
  await mouse.keyboard.press('Escape');
  seen.mouse.push(await slip(mouse).count(), (await focused(mouse)) === own);
  await reference.focus();
  await mouse.keyboard.press('Enter');
  seen.key = [await slip(mouse).count()];
  await mouse.keyboard.press('Tab');
  seen.key.push(await mouse.evaluate(() => document.activeElement.tagName));
  await mouse.keyboard.press('Enter');
  seen.key.push(await slip(mouse).count(), (await focused(mouse)) === own);
  await reference.click();
  await slip(mouse).getByRole('link', { name: what.notes }).click();
  seen.there = await mouse.evaluate(() => document.querySelector(':target')?.closest('[role="doc-endnotes"]') !== null);
  await mouse.context().close();
  const finger = await open('book.html', { width: 390, hasTouch: true, isMobile: true });
  await finger.locator('.noteref').first().tap();
  seen.finger = [await slip(finger).count()];
  await finger.screenshot({ path: path.join(folder, 'note-by-finger.png') });
  await finger.touchscreen.tap(380, 10);
  seen.finger.push(await slip(finger).count());
  await finger.context().close();
  const wide = await open('book.html');
  await wide.locator('.noteref').first().scrollIntoViewIfNeeded();
  await wide.waitForSelector('.beside');
  seen.beside = await wide.evaluate(() => {
    const [note, call] = ['.beside', '.noteref'].map(one => document.querySelector(one).getBoundingClientRect());
    return [note.left > call.right, Math.abs(note.top - call.top) < 30];
  });

  if (what.paragraph) {
    // The pages of print and the record, on request.
    const number = page => page.evaluate(() => getComputedStyle(document.querySelector('.pagebreak'), '::before').content);
    seen.pages = [await number(wide), await wide.locator('.marks').count()];
    await wide.getByRole('button', { name: what.pages }).click();
    seen.pages.push(await number(wide), new URL(wide.url()).search);
    await wide.getByRole('button', { name: what.record }).click();
    seen.record = [await wide.locator('.marks').count() > 0, new URL(wide.url()).search];
    await wide.locator('select').selectOption(what.kind);
    seen.record.push(await wide.evaluate(() => [...new Set([...document.querySelectorAll('.marks .rule')].map(one => one.textContent.replace(/[,:].*/, '')))]));
    await wide.getByRole('button', { name: what.record }).click();
    seen.record.push(await wide.locator('.marks').count());
    const pages = await open('book.html#pages');
    seen.pages.push(await number(pages));
    await pages.context().close();

    // Citing, and the way back from it.
    await wide.locator(`#${what.paragraph}`).scrollIntoViewIfNeeded();
    await wide.evaluate(id => getSelection().selectAllChildren(document.getElementById(id)), what.paragraph);
    await wide.getByRole('button', { name: what.cite }).click();
    seen.cite = [await wide.locator('dialog').innerText()];
    await wide.screenshot({ path: path.join(folder, 'cite.png') });
    await wide.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await wide.getByRole('button', { name: what.passage }).click();
    seen.cite.push(await wide.evaluate(() => navigator.clipboard.readText()));
    await wide.keyboard.press('Escape');
    seen.cite.push(await wide.locator('dialog[open]').count(), await wide.evaluate(() => document.activeElement.textContent));

    // The place where one stopped.
    await wide.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.6));
    await wide.waitForFunction(() => Object.keys(localStorage).length, null, { timeout: 5000 });
    await wide.goto(`${home}book.html`);
    seen.resume = await wide.getByRole('link', { name: what.resume }).getAttribute('href');
    seen.cookies = (await wide.context().cookies()).length;
  }

  // The contents tell where one is.
  await wide.evaluate(() => [...document.querySelectorAll('.chapter > p .noteref')].pop().scrollIntoView());
  seen.here = await wide.locator('nav [aria-current="location"]').getAttribute('href');
  seen.heading = await wide.evaluate(href => document.querySelector(href).compareDocumentPosition([...document.querySelectorAll('.chapter > p .noteref')].pop()) === Node.DOCUMENT_POSITION_FOLLOWING, seen.here);

  // On paper.
  await wide.emulateMedia({ media: 'print' });
  seen.print = await wide.evaluate(() => ['body > nav', '.tools', '.backlink'].map(one => getComputedStyle(document.querySelector(one)).display));
  await wide.pdf({ path: path.join(folder, 'print.pdf'), preferCSSPageSize: true });
  await wide.context().close();

  // Without any script.
  const still = await open('book.html', { width: 320, javaScriptEnabled: false });
  await still.locator('summary').first().click();
  await still.locator('nav li a').last().click();
  seen.still = decodeURIComponent(new URL(still.url()).hash.slice(1)).startsWith('heading-');
  await still.context().close();

  // Search, with an accent and without, and addresses given to the first page.
  const first = await open('book.site/index.html', { width: 768 });
  seen.search = [];
  for (const word of what.words ?? []) {
    await first.getByRole('searchbox').fill(word);
    await first.waitForFunction(() => document.querySelector('[role="search"] li mark'));
    seen.search.push(await first.evaluate(() => [...document.querySelectorAll('[role="search"] li')].map(item => [item.querySelector('a').getAttribute('href'), item.querySelector('mark').textContent])));
    await first.getByRole('searchbox').fill('');
  }
  await first.screenshot({ path: path.join(folder, 'search.png') });
  await first.context().close();
  for (const name of what.paragraph ? [what.leaf, what.paragraph] : []) {
    const led = await open(`book.site/index.html#${name}`);
    await led.waitForURL(/#/).catch(() => {});
    await led.waitForFunction(() => !location.pathname.endsWith('index.html'), null, { timeout: 5000 });
    (seen.led ??= []).push(await led.evaluate(() => document.querySelector(':target') !== null));
    await led.context().close();
  }

  // Every link of the site, walked.
  const walker = await open('book.site/index.html');
  const [waiting, known] = [['index.html'], new Map()];
  while (waiting.length) {
    const name = waiting.pop();
    await walker.goto(`${home}book.site/${name}`);
    known.set(name, await walker.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(element => element.id),
      links: [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href')).filter(href => !/^[a-z]+:/.test(href)),
    })));
    for (const href of known.get(name).links) {
      const file = href.split('#')[0] || name;
      if (!known.has(file) && !waiting.includes(file)) waiting.push(file);
    }
  }
  seen.walked = [...known.keys()].sort();
  for (const [name, { links }] of known) {
    for (const href of links) {
      const [file, fragment] = href.split('#');
      if (fragment && !known.get(file || name).ids.includes(decodeURIComponent(fragment))) seen.dead.push(`${name}: ${href}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(JSON.stringify(seen));
