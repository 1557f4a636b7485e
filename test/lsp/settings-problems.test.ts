/** bulkhead.yaml in an editor: what is wrong in it, how it is mended, and what follows from a change of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { nodeHost } from '../../server/src/lsp/host.node';
import { likeAnOldEditor } from './clients';
import { type Editor, eventually, inProcess, openEditor } from './session';

let editor: Editor;
afterEach(() => editor.end());

const file = 'bulkhead.yaml';

/** What the light bulb offers where a text stands. */
async function bulb(what: string) {
  const position = editor.at(file, what);
  return editor.actions(file, { start: position, end: position });
}

/** The text after the offer of this title was taken. */
async function after(what: string, title: string): Promise<string> {
  const action = (await bulb(what)).find(one => one.title === title);
  expect(action?.edit, title).toBeDefined();
  editor.apply(action!.edit!);
  return editor.text(file)!;
}

describe('what is wrong is told in the file itself', () => {
  it.each([
    ['an unknown key', 'version: 1\nacounts: []', ['unknown key `acounts`; did you mean `accounts`?: acounts']],
    ['a list', '- version: 1', [expect.stringMatching(/^the settings must be a map with/)]],
    ['no text', '# nothing yet\n', [expect.stringMatching(/^this file says nothing; it begins with `version: 1`/)]],
    ['broken YAML', 'version: 1\naccounts: [', [expect.stringMatching(/\[$/)]],
  ])('%s', async (_, text, squiggles) => {
    editor = await openEditor();
    editor.open(file, text);
    expect(await editor.squiggles(file)).toEqual(squiggles);
  });

  it('an allowance whose time is over, without alarm', async () => {
    editor = await openEditor({}, inProcess({ ...nodeHost, today: () => '2027-03-02' }));
    editor.open(
      file,
      `version: 1
rules: { mixed-environments: off }
allow:
  - { rule: broad-pass-role, reason: soon gone, until: 2027-03-01 }
  - { rule: mixed-environments, reason: soon gone, until: 2027-03-02 }
`,
    );
    const report = await editor.pull(file);
    const items = report.kind === 'full' ? report.items : [];
    expect(items.filter(({ message }) => String(message).includes('are reported again'))).toMatchObject([
      {
        severity: 3,
        message:
          'this allowance of `broad-pass-role` no longer holds since 2027-03-02; its findings are reported again',
        range: { start: editor.at(file, '2027-03-01') },
      },
    ]);
    expect(await after('2027-03-01', 'Remove this allowance')).not.toContain('broad-pass-role');
    expect((await editor.squiggles(file)).join()).not.toContain('are reported again');
  });
});

describe('what is wrong can be mended with one keystroke', () => {
  it.each([
    ['version: 1\nacounts: []', 'acounts', 'Change to `accounts`', 'version: 1\naccounts: []'],
    ['version: 1\n"acounts": []', 'acounts', 'Change to `accounts`', 'version: 1\n"accounts": []'],
    ['version: 1\nodd: 7\nallow: []', 'odd', 'Remove `odd`', 'version: 1\nallow: []'],
    ['# ours\naccounts: []\n', 'accounts', 'Write `version: 1`', '# ours\nversion: 1\naccounts: []\n'],
    ['version: 2\nallow: []', '2', 'Write `version: 1`', 'version: 1\nallow: []'],
    [
      'version: 1\naccounts: [{ id: "111122223333", environment: prodution }]',
      'prodution',
      'Change to `production`',
      'version: 1\naccounts: [{ id: "111122223333", environment: production }]',
    ],
    [
      'version: 1\naccounts: [{ id: "111122223333", environment: blue }]\n',
      'blue',
      'Add `blue` to `environments`',
      'version: 1\naccounts: [{ id: "111122223333", environment: blue }]\nenvironments:\n  blue: {}\n',
    ],
    [
      'version: 1\naccounts:\n  - id: "111122223333"\n  - id: "111122223333"\n    name: again # twice\nallow: []\n',
      '"111122223333"\n    name',
      'Remove the second',
      'version: 1\naccounts:\n  - id: "111122223333"\nallow: []\n',
    ],
    [
      'version: 1\nrules: { broad-passrole: off }',
      'broad-p',
      'Change to `broad-pass-role`',
      'version: 1\nrules: { broad-pass-role: off }',
    ],
  ])('%j', async (text, what, title, mended) => {
    editor = await openEditor();
    editor.open(file, text);
    expect(await after(what, title)).toBe(mended);
    expect(await editor.squiggles(file)).toEqual([]);
  });

  it('in an editor that knows no versions of documents', async () => {
    editor = await openEditor({ capabilities: likeAnOldEditor });
    editor.open(file, 'version: 1\nacounts: []');
    const [action] = await bulb('acounts');
    expect(Object.values(action!.edit!.changes!)).toMatchObject([[{ newText: 'accounts' }]]);
  });
});

describe('a change of it applies at once', () => {
  const stacks = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      Tags: [{ Key: Environment, Value: dev }]
`;
  const declared = (environment: string) => `version: 1
accounts:
  - { id: "111122223333", name: orders, environment: ${environment} }
deployments:
  - { files: "stacks/*", account: orders }
`;

  it('declaring an account makes a finding of an open template come and go', async () => {
    editor = await openEditor({ files: { [file]: declared('development') } });
    editor.open('stacks/orders.yaml', stacks);
    editor.open(file, declared('development'));
    expect(await editor.squiggles('stacks/orders.yaml')).toEqual([]);
    editor.type(file, 'environment: development', 'environment: production');
    // The editor is told to ask again for the template, which nobody touched.
    await eventually(
      () => editor.refreshes,
      refreshes => refreshes > 0,
    );
    expect(await editor.squiggles('stacks/orders.yaml')).toEqual([expect.stringMatching(/^mixed-environments: /)]);
    editor.type(file, 'environment: production', 'environment: development');
    expect(await editor.squiggles('stacks/orders.yaml')).toEqual([]);
  });
});
