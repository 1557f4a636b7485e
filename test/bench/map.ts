/**
 * How fast the built account map is in a real Chromium, on 3,000 resources in 40 stacks of ten accounts:
 * `node test/bench/map.mjs`, after `npm run build -- --production`.
 */
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from '../e2e/host/chromium.mjs';
import { largeMap } from '../webview/large-map';
import { openEmpty } from '../webview/open-page';
import { root } from '../webview/writing-maps';

const runs = 5;
const map = largeMap();
const everything = Object.fromEntries(
  map.accounts.flatMap(({ stacks }) => stacks).map(({ id }) => [`stack/${id}`, false]),
);

const browser = await launchChromium(findChromium());
const rows: Record<string, number[]> = {};
for (let run = 0; run < runs; run++) await measureOnce();
await browser.close();
for (const [what, times] of Object.entries(rows))
  console.log(`${what.padEnd(46)}${median(times).toFixed(0).padStart(7)} ms`);

async function measureOnce(): Promise<void> {
  const { page, tell } = await openEmpty(browser, {});
  // From when the page has the map, ELK's own start included, to the picture on the screen.
  note('opened, folded', await timed(page, tell, { type: 'map', map, roots: [root] }, '.canvas .box'));
  note('one stack unfolded', await clicked(page, '[data-fold="stack/service-4"]', '.canvas [data-item="S4R0"]'));
  note('a principal selected', await clicked(page, '.canvas [data-item="S4R0"]', '.details'));
  note(
    'an edit: the same map with one edge less',
    await timed(page, tell, { type: 'map', map: { ...map, edges: map.edges.slice(1) }, roots: [root] }, '.canvas .box'),
  );
  note('searched', await typed(page));
  note('a frame of zooming, the longest', await frames(page));
  await page.context().close();
  const all = await openEmpty(browser, {});
  await all.tell({
    type: 'restore',
    view: {
      folds: everything,
      filter: { search: '', onlyCrossings: false, possible: true },
      selected: [],
      showsTree: true,
    },
  });
  note(
    'opened, everything unfolded',
    await timed(all.page, all.tell, { type: 'map', map, roots: [root] }, '.canvas [data-item="S4R0"]'),
  );
  note('a frame of zooming then, the longest', await frames(all.page));
  await all.page.context().close();
}

function note(what: string, time: number): void {
  rows[what] = [...(rows[what] ?? []), time];
}

/** By the page's clock: `tell` sends the message from within. */
async function timed(
  page: Page,
  tell: (message: unknown) => Promise<void>,
  message: unknown,
  selector: string,
): Promise<number> {
  await watch(page, selector);
  await tell(message);
  return waited(page);
}

async function clicked(page: Page, selector: string, result: string): Promise<number> {
  await watch(page, result);
  await page.evaluate(chosen => {
    document.querySelector(chosen)!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }, selector);
  return waited(page);
}

async function typed(page: Page): Promise<number> {
  await watch(page, '.search-count');
  await page.getByRole('searchbox').fill('S4R');
  return waited(page);
}

interface Watching {
  began: number;
  ended: number;
}

/** Until the next change of the document after which `selector` is there, and that was painted. The clock begins with what is done next. */
function watch(page: Page, selector: string): Promise<void> {
  return page.evaluate(wanted => {
    const times: Watching = { began: 0, ended: 0 };
    Object.assign(window, { times });
    const begin = () => {
      times.began ||= performance.now();
    };
    for (const kind of ['message', 'click', 'input'])
      window.addEventListener(kind, begin, { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (times.began === 0 || document.querySelector(wanted) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => Object.assign(times, { ended: performance.now() })));
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  }, selector);
}

async function waited(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as unknown as { times: Watching }).times.ended > 0, undefined, {
    timeout: 120_000,
  });
  return page.evaluate(() => {
    const { began, ended } = (window as unknown as { times: Watching }).times;
    return ended - began;
  });
}

/** Zooming and dragging by the wheel for thirty frames. */
async function frames(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const svg = document.querySelector('.canvas svg')!;
    const next = () => new Promise<number>(requestAnimationFrame);
    let longest = 0;
    let before = await next();
    for (let i = 0; i < 30; i++) {
      svg.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: i % 2 ? 40 : -45,
          clientX: 700,
          clientY: 500,
          bubbles: true,
          cancelable: true,
        }),
      );
      const now = await next();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return longest;
  });
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
