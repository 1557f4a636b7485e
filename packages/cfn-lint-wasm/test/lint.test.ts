/** Real Pyodide, and a wheel of our own: what is proved is the plumbing, not cfn-lint. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CfnLint, createCfnLint, type Finding, type LintRequest, type Status } from '../src/index';
import { builtWorker, folderWith, lockOf, temporary, wheels } from './fixture';

const patience = 300_000;
const seen: Status['state'][] = [];
let linter: CfnLint;

beforeAll(async () => {
  process.env.CFN_LINT_SECRET = 'the machine has an environment';
  linter = createCfnLint({
    cacheDir: temporary(),
    wheelDirs: ['/nowhere', folderWith(wheels)],
    workerFile: await builtWorker(),
    lock: lockOf(wheels),
    lintTimeoutMs: 10_000,
    startTimeoutMs: patience,
    recycleHeapMb: 200,
    onStatus: ({ state }) => seen.push(state),
  });
  expect(linter.status()).toEqual({ state: 'stopped' });
  expect(await linter.start()).toMatchObject({ version: '0.0.0+fixture', python: '3.14.2', source: 'folder' });
  expect(seen).toEqual(['looking', 'installing', 'starting', 'ready']);
}, patience);

afterAll(async () => {
  delete process.env.CFN_LINT_SECRET;
  await linter.dispose();
});

const lint = (text: string, request: Partial<LintRequest> = {}) => linter.lint({ text, ...request });
const messages = (findings: readonly Finding[]) => findings.map(({ message }) => message);

describe('findings', () => {
  test('stand where the words are, in the order of the text', async () => {
    expect(await lint('a: ODD\nb: BAD NOTE\n')).toEqual([
      finding('W9999', 'warning', 'ODD', 0, 3),
      finding('E9999', 'error', 'BAD', 1, 3),
      finding('I9999', 'info', 'NOTE', 1, 7),
    ]);
  });

  test.each([
    ['an emoji, which is two columns of an editor', '😀: BAD', 0, 4],
    ['a line end of Windows', 'a\r\nb BAD', 1, 2],
    ['a line end of YAML that editors do not know', 'a\u2028b BAD', 0, 4],
  ])('stand right after %s', async (_, text, line, character) => {
    const [found] = await lint(text);
    expect(found?.range.start).toEqual({ line, character });
  });

  test('come whatever quotes and backslashes the text ends in', async () => {
    expect(messages(await lint('BAD """\\'))).toEqual(['BAD found']);
  });

  test('have messages that fit a screen', async () => {
    expect(messages(await lint('LONG'))[0]).toHaveLength(500);
  });

  test('come for a text that cannot be read', async () => {
    expect(messages(await lint('UNREADABLE'))).toEqual(['this is no template']);
    expect(await lint('UNREADABLE', { ignoreChecks: ['E0'] })).toEqual([]);
  });
});

describe('options', () => {
  test('take rules away', async () => {
    expect(await lint('BAD', { ignoreChecks: ['E9999'] })).toEqual([]);
    expect(await lint('BAD', { configFileText: '{ "ignore_checks": ["E9999"] }' })).toEqual([]);
    expect(await lint('BAD')).toHaveLength(1);
  });

  test('build the rules once for each set of options', async () => {
    const [first] = await lint('RULES', { regions: ['eu-west-1'] });
    const [again] = await lint('RULES too', { regions: ['eu-west-1'] });
    expect(first).toMatchObject({ path: ['eu-west-1'] });
    expect(again?.message).toBe(first?.message);
  });

  test('of a configuration file run no code of the workspace', async () => {
    expect(await lint('a', { configFileText: '{ "append_rules": ["/somewhere"], "custom_rules": "x" }' })).toEqual([]);
  });

  test('of a configuration file pass templates over', async () => {
    const configFileText = '{ "ignore_templates": ["legacy/**/*.yaml"] }';
    expect(await lint('BAD', { configFileText, path: 'legacy/a/b.yaml' })).toEqual([]);
    expect(await lint('BAD', { configFileText, path: 'stacks/b.yaml' })).toHaveLength(1);
  });

  test('of a configuration file that is none are an error of its own', async () => {
    await expect(lint('a', { configFileText: '[]' })).rejects.toMatchObject({ code: 'PYTHON_ERROR' });
  });
});

test('Python sees its own installation and nothing else of the machine', async () => {
  expect(messages(await lint('LOOK'))).toEqual(["/lint ['ready.json', 'site'] None"]);
});

test('an exception of Python is said, and the next lint is answered', async () => {
  await expect(lint('BOOM')).rejects.toMatchObject({ code: 'PYTHON_ERROR', message: 'ValueError: boom' });
  expect(await lint('BAD')).toHaveLength(1);
});

test('what was cancelled while it waited is never run', async () => {
  const cancel = new AbortController();
  const running = lint('BAD');
  const waiting = lint('HANG', { signal: cancel.signal });
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await running).toHaveLength(1);
  expect(await lint('ODD')).toHaveLength(1);
});

test('a lint that never ends is ended, and the next starts a new thread', { timeout: patience }, async () => {
  await expect(lint('HANG')).rejects.toMatchObject({ code: 'LINT_TIMEOUT' });
  expect(linter.status()).toEqual({ state: 'stopped' });
  expect(await lint('BAD')).toHaveLength(1);
  expect(linter.status()).toEqual({ state: 'ready' });
});

test('a thread that ends by itself is said', async () => {
  await expect(lint('EXIT')).rejects.toMatchObject({ code: 'WORKER_EXIT' });
  expect(linter.status()).toEqual({ state: 'stopped' });
});

test('a thread that has grown is ended when nothing waits', { timeout: patience }, async () => {
  const [, after] = await Promise.all([lint('GROW'), lint('BAD')]);
  expect(after).toHaveLength(1);
  expect(linter.status()).toEqual({ state: 'stopped' });
});

function finding(
  ruleId: string,
  severity: Finding['severity'],
  word: string,
  line: number,
  character: number,
): Finding {
  const end = { line, character: character + word.length };
  const url = `https://rules.example/${ruleId}`;
  const path = ['Resources', line + 1];
  return { ruleId, severity, message: `${word} found`, url, path, range: { start: { line, character }, end } };
}
