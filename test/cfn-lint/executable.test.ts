/** An installed `cfn-lint`, played by a program that prints what cfn-lint would. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configurationOf } from '../../server/src/cfn-lint/configuration';
import { executableLinter, installed } from '../../server/src/cfn-lint/executable';
import { scratch } from '../support/scratch';

/** As `cfn-lint --format json` of 1.51 prints a finding. */
const printed = `[{
  Filename: null, Id: '7465e295', Level: 'Error', ParentId: null, Message: 'unexpected in ' + require('path').basename(process.cwd()),
  Location: { Start: { LineNumber: 1, ColumnNumber: 4 }, End: { LineNumber: 1, ColumnNumber: 7 }, Path: ['Resources', 0] },
  Rule: { Id: 'E3002', Source: 'https://rules.example/E3002', Description: '', ShortDescription: '' },
}]`;
const answering = `
let text = '';
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  console.log(JSON.stringify(text.includes('BAD') && process.argv.slice(2).join(' ') === '--format json' ? ${printed} : []));
  process.exitCode = 2;
});`;

async function program(script: string): Promise<string> {
  const path = join(await scratch(), 'cfn-lint');
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
  return path;
}

describe('an installed cfn-lint', () => {
  test('is given the text and tells where the findings are', async () => {
    const linter = executableLinter(await program(answering));
    const folder = await scratch();
    const file = join(folder, 'stacks', 'a.yaml');
    await mkdir(join(folder, 'stacks'));
    const configuration = { path: join(folder, '.cfnlintrc'), text: '' };
    const [finding, ...more] = await linter.lint({ text: '😀: BAD', file, configuration });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ ruleId: 'E3002', severity: 'error', path: ['Resources', 0] });
    expect(finding?.range).toEqual({ start: { line: 0, character: 4 }, end: { line: 0, character: 7 } });
    expect(finding?.message).toBe(`unexpected in ${folder.split('/').at(-1)}`);
    expect(await linter.lint({ text: 'fine', file })).toEqual([]);
  });

  test.each([
    [
      'it fails',
      'process.stdin.resume(); console.error("Traceback\\nImportError: no yaml"); process.exitCode = 1;',
      'ImportError: no yaml',
    ],
    ['it ends before it has read', 'process.exit(1);', 'Command failed'],
    ['it prints something else', 'process.stdin.resume(); console.log("{}");', 'nothing'],
  ])('is said in one sentence when %s', async (_, script, reason) => {
    const path = await program(script);
    const linted = executableLinter(path).lint({ text: 'a'.repeat(1_000_000), file: path });
    await expect(linted).rejects.toThrow(`\`${path}\` gave no findings: ${reason}`);
  });

  test('ends with the request for it', async () => {
    const path = await program('process.stdin.resume(); setInterval(() => {}, 1000);');
    const cancel = new AbortController();
    const linted = executableLinter(path).lint({ text: '', file: path }, cancel.signal);
    cancel.abort();
    await expect(linted).rejects.toThrow('aborted');
  });

  test('is looked for in the folders of the path, and nowhere relative', async () => {
    const path = await program(answering);
    const folder = join(path, '..');
    expect(await installed('cfn-lint', { PATH: ['/nowhere', folder].join(delimiter) })).toBe(path);
    expect(await installed('cfn-lint', { PATH: ['.', 'bin', ''].join(delimiter) })).toBeUndefined();
    expect(await installed('cfn-lint', {})).toBeUndefined();
  });
});

test('the nearest configuration file holds, and none above the root', async () => {
  const root = await scratch();
  const deep = join(root, 'a', 'b');
  await mkdir(deep, { recursive: true });
  const file = join(deep, 'template.yaml');
  expect(await configurationOf(file, root)).toBeUndefined();
  await writeFile(join(root, '.cfnlintrc.yml'), 'regions: [eu-west-1]');
  expect(await configurationOf(file, root)).toEqual({
    path: join(root, '.cfnlintrc.yml'),
    text: 'regions: [eu-west-1]',
  });
  expect(await configurationOf(file, deep)).toBeUndefined();
  await writeFile(join(root, 'a', '.cfnlintrc'), '');
  expect(await configurationOf(file, root)).toEqual({ path: join(root, 'a', '.cfnlintrc'), text: '' });
});
