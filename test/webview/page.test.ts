/** The built page in a real browser: by mouse, by keys, by screen readers' structure, and with names that are out for harm. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exported } from '../../client/webview/exports/exports';
import { initialView } from '../../client/webview/map/view-state';
import { findChromium, launchChromium } from '../e2e/host/chromium.mjs';
import { elk } from './drawing-of';
import { exampleMap } from './example-map';
import { hostileMap, hostileNames } from './hostile-map';
import { largeMap } from './large-map';
import { dist, type OpenPage, openEmpty, openMap } from './open-page';
import { type ThemeName, themes } from './themes';
import { account, edge, mapOf, role, stack } from './writing-maps';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium(findChromium());
}, 300_000);
afterAll(() => browser.close());

/** Four accounts, each of which reaches into the next. */
const chain = mapOf({
  accounts: [1, 2, 3, 4].map(i => account(`${i}`, 'production', [stack(`s${i}`, [`R${i}`])])),
  resources: [1, 2, 3, 4].map(i => role(`R${i}`)),
  edges: [1, 2, 3].map(i => edge(`R${i}`, 'assumes', `R${i + 1}`, { crosses: true })),
});

const open = { 'stack/orders-prod': false, 'stack/tools': false };

describe('the picture', () => {
  test('opens folded; what is clicked unfolds, and stays where it is on the screen', async () => {
    const { page, wrong } = await openMap(browser, exampleMap);
    expect(await drawnNames(page)).not.toContain('dev-ci');
    const before = await placeOf(page, 'stack/tools');
    await page.locator('.canvas [data-fold="stack/tools"]').click();
    await page.locator('.canvas [data-item="DevCi"]').waitFor();
    const after = await placeOf(page, 'stack/tools');
    expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeLessThan(2);
    expect(wrong).toEqual([]);
  });

  test('a click selects, tells where it is written, and lights up what it reaches', async () => {
    const { page, said } = await openMap(browser, exampleMap, { saved: { ...initialView, folds: open } });
    await page.locator('.canvas [data-item="DevCi"]').click();
    await page.locator('.details h2').filter({ hasText: 'dev-ci' }).waitFor();
    expect(said).toContainEqual(
      expect.objectContaining({
        type: 'reveal',
        takesFocus: false,
        place: expect.objectContaining({ file: expect.stringContaining('orders.yaml') }),
      }),
    );
    expect(await page.locator('.radius').textContent()).toBe('reaches 9 others, 8 in production');
    expect(await lit(page)).toEqual(
      expect.arrayContaining(['orders-prod-api', 'deployer', 'orders-prod', 'payments-prod']),
    );
    expect(await lit(page)).not.toContain('orders-staging');
    const { x } = await placeOf(page, 'DevCi');
    expect(x, 'the details do not cover it').toBeLessThan((await page.locator('.details').boundingBox())!.x);
  });

  test('two that are selected show the path, whose hops lead to their lines', async () => {
    const { page, said } = await openMap(browser, exampleMap, { saved: { ...initialView, folds: open } });
    await page.locator('.canvas [data-item="DevCi"]').click();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.locator('.canvas [data-item="Orders"]').click({ modifiers: ['Shift'] });
    await page.locator('.path li').first().waitFor();
    expect(await page.locator('.path .row').allInnerTexts()).toEqual([
      expect.stringContaining('dev-ci may become orders-prod-api'),
      expect.stringContaining('OrdersApiRole writes Orders'),
    ]);
    const before = said.length;
    await page.locator('.path .row').first().click();
    await expect.poll(() => said.slice(before)).toContainEqual(expect.objectContaining({ type: 'reveal' }));
  });

  test('a click on an edge lists its ways', async () => {
    const { page } = await openMap(browser, exampleMap);
    await page.locator('.edge-label', { hasText: 'assumes' }).click();
    expect(await page.locator('.details .row').allInnerTexts()).toEqual([
      expect.stringContaining('may become'),
      expect.stringContaining('possible'),
    ]);
  });

  test('moves by wheel and keys, and is drawn no second time for it', async () => {
    const { page } = await openMap(browser, exampleMap);
    await page.evaluate(() => {
      const changes = { drawn: 0 };
      new MutationObserver(records => {
        changes.drawn += records.filter(record => record.type === 'childList').length;
      }).observe(document.querySelector('.canvas')!, { childList: true, subtree: true });
      Object.assign(window, { changes });
    });
    const transform = () => page.locator('.canvas svg > g').getAttribute('transform');
    const first = await transform();
    await page.mouse.move(800, 500);
    await page.mouse.wheel(0, -300);
    await expect.poll(transform).not.toBe(first);
    await page.locator('.canvas').focus();
    const second = await transform();
    for (const key of ['ArrowLeft', '+', '+', '-']) await page.keyboard.press(key);
    expect(await transform()).not.toBe(second);
    await page.keyboard.press('0');
    expect(await transform()).toBe(first);
    expect(await page.evaluate(() => (window as unknown as { changes: { drawn: number } }).changes.drawn)).toBe(0);
  });
});

describe('beside the code, in a narrow panel', () => {
  const narrow = { width: 480, height: 760 };

  test('a map that is too wide leads from top to bottom, and goes on so while little changes', async () => {
    const { page } = await openMap(browser, chain, { saved: { ...initialView, showsTree: false }, ...narrow });
    const downwards = async () => (await placeOf(page, 'account/4')).y > (await placeOf(page, 'account/1')).y + 200;
    expect(await downwards()).toBe(true);
    await page.locator('.canvas').dblclick({ position: { x: 5, y: 5 } });
    await page.setViewportSize({ width: 560, height: 760 });
    expect(await downwards()).toBe(true);
    await page.setViewportSize({ width: 1400, height: 600 });
    await expect.poll(downwards).toBe(false);
  });

  test('names of accounts can be read from afar', async () => {
    const { page } = await openMap(browser, chain, {
      saved: { ...initialView, showsTree: false },
      ...narrow,
      height: 420,
    });
    expect(await page.locator('.canvas svg.far').count()).toBe(1);
    const name = (await page.locator('.canvas .account-name').first().boundingBox())!;
    expect(name.height).toBeGreaterThan(9);
    const box = await placeOf(page, 'account/1');
    expect(name.width).toBeLessThan(box.width);
  });

  test('the details let the second half of a double click through', async () => {
    const { page } = await openMap(browser, chain, { saved: { ...initialView, showsTree: false }, ...narrow });
    // However slow the machine, the second click comes in time.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Animation.enable');
    await devtools.send('Animation.setPlaybackRate', { playbackRate: 0 });
    const { x, y } = await placeOf(page, 'stack/s4');
    await page.mouse.click(x + 60, y + 15);
    await page.locator('.details').waitFor();
    expect(y, 'where they open').toBeGreaterThan((await page.locator('.details').boundingBox())!.y);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.locator('.canvas [data-item="R4"]').waitFor();
    const shown = (await placeOf(page, 'R4')).y;
    expect(shown, 'above the details').toBeLessThan((await page.locator('.details').boundingBox())!.y);
  });

  test('all is shown where the details leave room', async () => {
    const { page } = await openMap(browser, chain, { saved: { ...initialView, showsTree: false }, ...narrow });
    await page.locator('.canvas [data-item="stack/s1"]').click();
    const details = await page.locator('.details').boundingBox();
    await page.getByRole('button', { name: 'Show all' }).click();
    for (const id of ['account/1', 'account/4']) {
      const { y } = await placeOf(page, id);
      expect(y).toBeLessThan(details!.y);
    }
  });

  test('is where it was when it is opened again', async () => {
    const { page, said } = await openMap(browser, chain, { saved: { ...initialView, showsTree: false }, ...narrow });
    await page.locator('.canvas').focus();
    for (const key of ['+', 'ArrowUp']) await page.keyboard.press(key);
    const before = await placeOf(page, 'account/2');
    await expect.poll(() => lastView(said)?.view.camera?.plan?.direction).toBe('down');
    await page.waitForTimeout(300);
    const again = await openMap(browser, chain, { saved: lastView(said)!.view, ...narrow });
    const after = await placeOf(again.page, 'account/2');
    expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeLessThan(2);
  });
});

describe('search and filters', () => {
  test('a search shows what it found in the tree, and Enter goes there', async () => {
    const { page } = await openMap(browser, exampleMap);
    await page.getByRole('searchbox').fill('card-processor');
    expect(await treeNames(page)).toEqual(['shop-prod', 'payments-prod', 'card-processor-credentials']);
    await page.keyboard.press('Enter');
    await page.locator('.canvas [data-item="CardSecret"].selected').waitFor();
  });

  test('filters leave what passes', async () => {
    const { page } = await openMap(browser, exampleMap);
    await page.getByLabel('Environment', { exact: true }).selectOption({ label: 'staging' });
    await expect.poll(() => drawnNames(page)).toEqual(['shop-staging', 'orders-staging']);
    await page.getByLabel('Environment', { exact: true }).selectOption({ label: 'All environments' });
    await page.getByLabel('Rule', { exact: true }).selectOption({ label: 'broad-pass-role' });
    await expect.poll(() => drawnNames(page)).toEqual(['shop-prod', 'orders-prod']);
    await page.getByLabel('Only crossings').check();
    await expect.poll(() => page.locator('.canvas .edge').count()).toBe(0);
  });

  test('possible edges can be left out', async () => {
    const { page } = await openMap(browser, exampleMap);
    expect(await page.locator('.canvas .edge.possible').count()).toBeGreaterThan(0);
    await page.getByLabel('Possible').uncheck();
    await expect.poll(() => page.locator('.canvas .edge.possible').count()).toBe(0);
  });
});

describe('by keyboard alone', () => {
  test('the tree leads everywhere', async () => {
    const { page, said } = await openMap(browser, exampleMap);
    await page.locator('.tree [tabindex="0"]').focus();
    for (const key of ['t', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await focusedName(page)).toEqual(['artifacts', ', aws_s3_bucket, development']);
    await page.keyboard.type('dev-ci');
    await page.keyboard.press('Enter');
    expect(said).toContainEqual(expect.objectContaining({ type: 'reveal', takesFocus: true }));
    await expect
      .poll(() => page.locator('[role=status]').innerText())
      .toMatch(/^dev-ci, AWS::IAM::Role, development, 1 finding; reaches 9 others, 8 in production$/);
    await page.keyboard.press('End');
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+Space']) await page.keyboard.press(key);
    await expect.poll(() => page.locator('[role=status]').innerText()).toMatch(/^No way between dev-ci and Notebook$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.details').count()).toBe(0);
  });

  test('only the rows that are seen are in the document, however many there are', async () => {
    const map = largeMap();
    const folds = Object.fromEntries(
      map.accounts.flatMap(account => account.stacks).map(({ id }) => [`stack/${id}`, false]),
    );
    const { page } = await openMap(browser, largeMap({ resources: 800 }), { saved: { ...initialView, folds } });
    expect(await page.locator('[role=treeitem]').count()).toBeLessThan(80);
    await page.locator('.tree [tabindex="0"]').focus();
    await page.keyboard.press('End');
    expect(await page.locator('[role=treeitem]:focus').getAttribute('aria-posinset')).toBe('20');
  });
});

describe.each(Object.keys(themes) as ThemeName[])('accessibility, %s', theme => {
  test('axe-core finds nothing', async () => {
    const { page } = await openMap(browser, exampleMap, { theme, saved: { ...initialView, folds: open } });
    expect(await axe(page)).toEqual([]);
    await page.locator('.legend summary').click();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator('.tree [data-item="DevCi"]').click();
    await page.locator('.details').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.locator('.tree [data-item="Orders"]').click({ modifiers: ['Shift'] });
    await page.locator('.path').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});

describe('a map that changes', () => {
  test('keeps selection, folds and place, and loses the edge that was closed', async () => {
    const opened = await openMap(browser, exampleMap, { saved: { ...initialView, folds: open } });
    const { page } = opened;
    await page.locator('.canvas [data-item="OrdersApiRole"]').click();
    const before = await placeOf(page, 'OrdersApiRole');
    const edges = exampleMap.edges.filter(edge => !(edge.from === 'DevCi' && edge.to === 'OrdersApiRole'));
    const count = await page.locator('.canvas .edge').count();
    await opened.tell({ type: 'map', map: { ...exampleMap, edges }, roots: [] });
    await expect.poll(() => page.locator('.canvas .edge').count()).toBe(count - 1);
    const after = await placeOf(page, 'OrdersApiRole');
    expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBeLessThan(2);
    expect(await page.locator('.canvas .selected').count()).toBe(1);
  });

  test('the view is told to be kept, and is there again', async () => {
    const { page, said } = await openMap(browser, exampleMap);
    await page.locator('.canvas [data-fold="stack/tools"]').click();
    await expect.poll(() => lastView(said)).toMatchObject({ view: { folds: { 'stack/tools': false } } });
    const kept = lastView(said)!;
    const again = await openEmpty(browser, {});
    await again.tell({ type: 'restore', view: kept.view });
    await again.tell({ type: 'map', map: exampleMap, roots: [] });
    await again.page.locator('.canvas [data-item="DevCi"]').waitFor();
  });

  test('an empty one says so', async () => {
    const opened = await openEmpty(browser, {});
    await opened.tell({ type: 'map', map: mapOf({}), roots: [] });
    await opened.page.getByText('No account, stack or resource was found').waitFor();
  });

  test('the panel can show a stack, an account or a resource by its own id', async () => {
    const opened = await openMap(browser, exampleMap);
    for (const id of ['orders-prod', '777788889999', 'CardSecret']) await opened.tell({ type: 'show', id });
    await opened.page.locator('.canvas [data-item="CardSecret"].selected').waitFor();
    await opened.tell({ type: 'show', id: 'DevCi', also: 'Orders' });
    await opened.page.locator('.path').waitFor();
    await opened.page.locator('.canvas [data-item="DevCi"].selected').waitFor();
    expect(await lit(opened.page)).toEqual(expect.arrayContaining(['dev-ci', 'orders-prod-api', 'orders-prod']));
  });
});

describe('what harms', () => {
  test('names leave the picture in a file well-formed', async () => {
    const folds = Object.fromEntries(hostileNames.map(name => [`stack/${name}`, false]));
    const view = { ...initialView, folds };
    const svg = await exported('svg', hostileMap, [], view, {
      engine: elk,
      assets: () => Promise.reject(Error('svg')),
    });
    const { page } = await openMap(browser, exampleMap);
    const problem = await page.evaluate(
      text => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
      svg,
    );
    expect(problem).toBeUndefined();
    expect(svg).toContain(']]&gt; x');
  });

  test('names are text, wherever they stand', async () => {
    const folds = { [`stack/${hostileNames[0]}`]: false, [`stack/${hostileNames[1]}`]: false };
    const opened = await openMap(browser, hostileMap, { saved: { ...initialView, folds } });
    const { page, wrong } = opened;
    const dialogs: string[] = [];
    page.on('dialog', dialog => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
    for (const name of hostileNames) {
      await opened.tell({ type: 'show', id: name });
      await page.locator('.details').waitFor();
    }
    expect(await page.locator('img, script:not([src]), .canvas svg svg, a').count()).toBe(0);
    expect(await page.locator('.tree').getByText('<img src=x onerror=alert(1)>').count()).toBeGreaterThan(0);
    expect([dialogs, wrong]).toEqual([[], []]);
  });

  test('messages that are none change nothing', async () => {
    const opened = await openMap(browser, exampleMap);
    const before = await drawnNames(opened.page);
    for (const message of [
      null,
      'map',
      { type: 'map', map: { version: 1 } },
      { type: 'show' },
      { type: 'restore', view: 3 },
    ])
      await opened.tell(message);
    expect(await drawnNames(opened.page)).toEqual(before);
    expect(opened.wrong).toEqual([]);
  });
});

describe('exports', () => {
  test('each kind is given to the panel; the page lives on alone', async () => {
    const { page, said } = await openMap(browser, exampleMap, { saved: { ...initialView, folds: open } });
    for (const name of ['SVG', 'HTML', 'Mermaid', 'JSON']) {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('button', { name, exact: true }).click();
    }
    const exports = () => said.filter(message => message.type === 'export');
    await expect
      .poll(() =>
        exports()
          .map(({ kind }) => kind)
          .sort(),
      )
      .toEqual(['html', 'json', 'mermaid', 'svg']);
    for (const { content } of exports()) expect(content).not.toContain('somebody');
    await livesAlone(exports().find(({ kind }) => kind === 'html')!.content);
  });
});

/** Opened from disk, without a panel, as somebody who was sent the file does. */
async function livesAlone(html: string): Promise<void> {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('pageerror', error => wrong.push(String(error)));
  page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
  await page.route('https://alone.test/', route => route.fulfill({ body: html, contentType: 'text/html' }));
  await page.goto('https://alone.test/');
  await page.locator('.canvas [data-fold="stack/tools"]').click();
  await page.locator('.canvas [data-item="DevCi"]').click();
  await page.locator('.radius').waitFor();
  await page.getByText('stacks/orders.yaml:6').waitFor();
  expect(await page.locator('.details button:enabled.row').count()).toBe(0);
  expect(wrong).toEqual([]);
}

function lastView(said: OpenPage['said']) {
  return said.filter(message => message.type === 'view').at(-1);
}

type Opened = OpenPage['page'];

function drawnNames(page: Opened): Promise<readonly string[]> {
  return page.locator('.canvas .box :is(.account-name, .stack-name, .name)').allTextContents();
}

function treeNames(page: Opened): Promise<readonly string[]> {
  return page.locator('[role=treeitem] .row-name').allTextContents();
}

function lit(page: Opened): Promise<readonly string[]> {
  return page.locator('.canvas .box:not(.faded) :is(.stack-name, .name)').allTextContents();
}

async function placeOf(page: Opened, item: string): Promise<{ x: number; y: number; width: number }> {
  return (await page.locator(`.canvas [data-item="${item}"]`).boundingBox())!;
}

function focusedName(page: Opened): Promise<readonly string[]> {
  return page.locator('[role=treeitem]:focus :is(.row-name, .unseen)').allTextContents();
}

async function axe(page: Opened): Promise<readonly string[]> {
  await page.evaluate(readFileSync(new URL('../node_modules/axe-core/axe.min.js', dist), 'utf8'));
  return page.evaluate(async () => {
    interface Found {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
      }[];
    }
    const { axe: checker } = window as unknown as { axe: { run(): Promise<Found> } };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    );
  });
}
