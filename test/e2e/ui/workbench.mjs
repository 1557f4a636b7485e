import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a person does in the workbench, and what stands on its screen. */

export async function openWorkspace(page, { url }, folder) {
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await page.locator('.monaco-workbench .explorer-folders-view').waitFor({ timeout: 60_000 });
}

/** Opens a file of the folder behind the first place of a text. */
export async function openAt(page, folder, path, text) {
  const content = readFileSync(join(folder, path), 'utf8');
  const lines = content.slice(0, content.indexOf(text) + text.length).split('\n');
  await openFile(page, path, lines.length, lines.at(-1).length + 1);
}

/** Opens VS Code's input by a key. A key that comes while the focus moves is lost: it is pressed again, as a person would. */
async function openInput(page, key) {
  const input = page.locator('.quick-input-widget input');
  for (let tries = 0; tries < 8; tries++) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ timeout: 3000 });
      return input;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  throw new Error(`${key} opens no input`);
}

/** Opens a file by its path through quick open. */
export async function openFile(page, path, line = 1, column = 1) {
  const name = path.split('/').at(-1);
  const input = await openInput(page, 'Control+P');
  await input.fill(`${path}:${line}:${column}`);
  // Until the search has answered, the list shows the files opened last.
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await input.waitFor({ state: 'hidden' });
}

/** Runs a command of the palette by its title. */
export async function runCommand(page, title) {
  const input = await openInput(page, 'F1');
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

/** Where a text stands on the screen, in pixels; undefined while it does not. `line` is a part of the line that it stands in. */
export function boxOf(page, text, line = text) {
  return page.evaluate(findBox, { text, line });
}

/** Runs in the page: the editor splits a line into spans by colour, so the text is sought across them. */
function findBox({ text, line }) {
  const plain = string => string.replaceAll('\u00a0', ' ');
  for (const element of document.querySelectorAll('.monaco-editor .view-line')) {
    const start = plain(element.textContent).indexOf(text);
    if (start === -1 || !plain(element.textContent).includes(line)) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let at = 0, node = walker.nextNode(); node; at += node.length, node = walker.nextNode()) {
      if (start >= at && start < at + node.length) range.setStart(node, start - at);
      if (start + text.length <= at + node.length) {
        range.setEnd(node, start + text.length - at);
        break;
      }
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }
  return undefined;
}

/** The squiggles that cover a text from its first column to its last, within a pixel. */
export async function squigglesUnder(page, text, line) {
  const token = await boxOf(page, text, line);
  if (token === undefined) return 0;
  const squiggles = await page.locator('.monaco-editor .view-overlays .cdr[class*="squiggly-"]').all();
  const boxes = await Promise.all(squiggles.map(squiggle => squiggle.boundingBox()));
  return boxes.filter(
    box =>
      box !== null &&
      Math.abs(box.y - token.y) < token.height / 2 &&
      Math.abs(box.x - token.x) <= 1 &&
      Math.abs(box.x + box.width - token.x - token.width) <= 1,
  ).length;
}

/** Asks until the answer is the wanted one, and fails with the last. */
export async function eventually(what, get, isWanted, milliseconds = 20_000) {
  let last;
  for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 50))) {
    last = await get();
    if (isWanted(last)) return last;
  }
  throw new Error(`${what}: still ${JSON.stringify(last)}`);
}

/** Points at the middle of a text. */
export async function pointAt(page, text, line) {
  const { x, y, width, height } = await boxOf(page, text, line);
  await page.mouse.move(x + width / 2, y + height / 2);
  return { x: x + width / 2, y: y + height / 2 };
}

/** The line in which the cursor stands. */
export function currentLine(page) {
  return page.evaluate(() => {
    const cursor = document.querySelector('.monaco-editor .cursor')?.getBoundingClientRect();
    const lines = [...document.querySelectorAll('.monaco-editor .view-line')];
    const line = lines.find(one => cursor && Math.abs(one.getBoundingClientRect().y - cursor.y) < cursor.height / 2);
    return line?.textContent.replaceAll('\u00a0', ' ') ?? '';
  });
}
