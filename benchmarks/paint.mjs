// How long a browser takes to the first paint of pages, in milliseconds, as JSON: a row of times for each (Node 18 or newer).
//
//     node paint.mjs CHROMIUM RUNS PAGE.html …
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(new URL('../tests/readers/', import.meta.url))('playwright-core');
const [program, runs, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const found = Object.fromEntries(pages.map(page => [page, []]));
try {
  for (let run = 0; run < Number(runs); run += 1) {
    for (const address of pages) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(pathToFileURL(address).href);
      found[address].push(await page.evaluate(() => new Promise(done => {
        new PerformanceObserver(seen => done(seen.getEntriesByName('first-contentful-paint')[0]?.startTime))
          .observe({ type: 'paint', buffered: true });
      })));
      await page.close();
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
