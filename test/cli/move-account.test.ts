import { beforeAll, expect, it } from 'vitest';
import { decode, encode } from '../../server/src/files/decode';
import { exampleFiles } from '../support/examples';
import type { Documents } from '../support/workspace';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const settings = `version: 1
accounts:
  - { id: "555566667777", name: website-staging, environment: staging }
`;
const files: Documents = { ...exampleFiles('shared-account'), 'bulkhead.yaml': settings };
const program = 'website-cdk/bin/website.ts';
const moved = files[program]!.replace("'Staging', { account: '222233334444'", "'Staging', { account: '555566667777'");

it('moves a stack in the program that makes it, and nothing else', async () => {
  const where = await folder({ ...files, [program]: encode(files[program]!, 'utf-8-bom') });
  expect(await bulkhead(where, ['fix'])).toMatchObject({ err: 'nothing to fix\n' });
  const { out } = await bulkhead(where, ['fix', '--unsafe', '--dry-run']);
  expect(out.match(/^\+\+\+ .*$/gm)).toEqual([`+++ b/${program}`]);
  const { err } = await bulkhead(where, ['fix', '--unsafe']);
  expect(err).toBe('applied 1 fix in 1 file\n');
  expect(decode(await where.bytes(program))).toMatchObject({ text: moved, encoding: 'utf-8-bom' });
  for (const [path, text] of Object.entries(files)) if (path !== program) expect(await where.read(path)).toBe(text);
});

it('says why not, when the program says it otherwise', async () => {
  const where = await folder({ ...files, [program]: moved });
  const { err } = await bulkhead(where, ['fix', '--unsafe']);
  expect(err).toContain(
    'website-cdk/lib/website-stack.ts:13: not done: Deploy `Staging-Website` to account 555566667777, declared staging: no line',
  );
});

it('does not write a program whose bytes are no text', async () => {
  const latin = Buffer.concat([Buffer.from(`${files[program]}// caf`), Buffer.from([0xe9, 0x0a])]);
  const where = await folder({ ...files, [program]: latin });
  await bulkhead(where, ['fix', '--unsafe']);
  expect(Buffer.from(await where.bytes(program))).toEqual(latin);
});
