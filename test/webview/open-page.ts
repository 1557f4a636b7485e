/** The built page in a real Chromium, with a panel around it that is nothing but the two ends of the messages. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { documentOf } from '../../client/webview/document';
import type { ViewState } from '../../client/webview/map/view-state';
import { type PageMessage, type PanelMessage, readPageMessage } from '../../client/webview/messages';
import type { AccountMap } from '../../server/src/account-map';
import { type ThemeName, themes } from './themes';
import { root } from './writing-maps';

export const dist = new URL('../../dist/', import.meta.url);

export interface OpenPage {
  readonly page: Page;
  /** What the page said so far that is a message of its own. */
  readonly said: PageMessage[];
  /** What it said that is none, and what went wrong in it, breaches of its content policy included. */
  readonly wrong: string[];
  tell(message: unknown): Promise<void>;
}

interface Opening {
  readonly theme?: ThemeName;
  readonly saved?: ViewState;
  readonly width?: number;
  readonly height?: number;
}

const origin = 'https://map.test';
const types = { js: 'text/javascript', css: 'text/css', html: 'text/html' } as const;

/** Opened and drawn. */
export async function openMap(browser: Browser, map: AccountMap, opening: Opening = {}): Promise<OpenPage> {
  const open = await openEmpty(browser, opening);
  await open.tell({ type: 'map', map, roots: [root] } satisfies PanelMessage);
  await open.page.waitForSelector('.canvas .box', { state: 'attached' });
  return open;
}

/** Opened; no map was sent. */
export async function openEmpty(
  browser: Browser,
  { theme = 'light', saved, width = 1440, height = 900 }: Opening,
): Promise<OpenPage> {
  const { scheme } = themes[theme];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const said: PageMessage[] = [];
  const wrong: string[] = [];
  page.on('pageerror', error => wrong.push(String(error)));
  page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
  await page.exposeFunction('sayToTest', (value: unknown) => {
    const message = readPageMessage(value);
    if (message === undefined) wrong.push(`no message: ${JSON.stringify(value)}`);
    else said.push(message);
  });
  await page.addInitScript(panel, saved);
  await page.route(`${origin}/**`, route => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
    const body = name === 'index.html' ? documentWith(theme) : readFileSync(new URL(name, dist), 'utf8');
    return route.fulfill({ body, contentType: types[name.slice(name.lastIndexOf('.') + 1) as keyof typeof types] });
  });
  await page.goto(origin);
  await page.waitForSelector('#app > *');
  const tell = (message: unknown) => page.evaluate(data => window.postMessage(data, '*'), message);
  return { page, said, wrong, tell };
}

/** VS Code's side, as far as a page sees it. */
function panel(saved: unknown): void {
  const say = (globalThis as unknown as { sayToTest(value: unknown): void }).sayToTest;
  let state = saved;
  Object.assign(globalThis, {
    acquireVsCodeApi: () => ({
      postMessage: say,
      getState: () => state,
      setState: (value: unknown) => {
        state = value;
      },
    }),
  });
}

/** VS Code writes its theme into the document's own style and names it at the body. */
function documentWith(theme: ThemeName): string {
  const { bodyClass, variables } = themes[theme];
  const document = documentOf({
    script: `${origin}/map.js`,
    style: `${origin}/map.css`,
    elkWorker: `${origin}/elk-worker.js`,
    source: origin,
    nonce: 'of-the-test',
  });
  const style = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
  return document
    .replace('style-src https://map.test', "style-src https://map.test 'nonce-theme'")
    .replace('</head>', `<style nonce="theme">:root{${style.join(';')}}</style></head>`)
    .replace('<body', `<body class="${bodyClass}"`);
}
