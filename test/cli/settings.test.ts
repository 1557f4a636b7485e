/** What is wrong in bulkhead.yaml, on the command line. */
import { beforeAll, expect, it } from 'vitest';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

it.each([
  ['nothing', '', 0, 'warning: this file says nothing; it begins with `version: 1`'],
  ['a list', '- version: 1\n', 2, 'error: the settings must be a map with'],
  ['an unknown key', 'version: 1\nacounts: []\n', 2, 'error: unknown key `acounts`; did you mean `accounts`?'],
  [
    'an account twice',
    'version: 1\naccounts:\n  - { id: "111122223333", environment: dev }\n  - { id: "111122223333", environment: prod }\n',
    2,
    'error: account `111122223333` is declared as `dev` and as `prod`; one account is one environment',
  ],
])('a file with %s', async (_, text, status, said) => {
  const ran = await bulkhead(await folder({ 'bulkhead.yaml': text }), ['check']);
  expect(ran.status).toBe(status);
  expect(ran.out).toContain(said);
});

const expired = 'version: 1\nallow:\n  - { rule: broad-pass-role, reason: soon gone, until: 2020-01-01 }\n';

it('an allowance whose time is over is worth knowing, and fails nothing', async () => {
  const where = await folder({ 'bulkhead.yaml': expired });
  const { status, out } = await bulkhead(where, ['check', '--format', 'json']);
  expect(status).toBe(0);
  expect(JSON.parse(out).documents[0].problems).toMatchObject([
    { severity: 'information', message: expect.stringContaining('its findings are reported again') },
  ]);
  const junit = await bulkhead(where, ['check', '--format', 'junit']);
  expect(junit.out).toContain('errors="0"');
  expect(junit.out).toMatch(/<system-out>this allowance of/);
});
