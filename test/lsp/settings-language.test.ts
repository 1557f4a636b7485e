/** bulkhead.yaml in an editor: completion, hover, definition, references. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CompletionList, Location, Position } from 'vscode-languageserver';
import { checkWorkspace } from '../../server/src/protocol';
import { type Editor, openEditor } from './session';

let editor: Editor;
afterEach(() => editor.end());

const settings = `version: 1
environments:
  blue: { tier: production, aliases: [indigo] }
accounts:
  - { id: "111122223333", name: shop-prod, environment: production }
  - { id: "444455556666", environment: indigo }
deployments:
  - { files: "stacks/*.yaml", account: shop-prod, environment: indigo }
rules: { broad-pass-role: warning }
allow:
  - { rule: broad-pass-role, files: "stacks/**", resources: [Deploy*], reason: the deployer }
`;
const trust = `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }]
  Topic:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: "1111222233334 arn:aws:sns:eu-west-1:111122223333:a" }
`;

async function start(): Promise<void> {
  editor = await openEditor({ files: { 'stacks/trust.yaml': trust, 'bulkhead.yaml': settings } });
  editor.open('bulkhead.yaml', settings);
  editor.open('stacks/trust.yaml', trust);
  await editor.request(checkWorkspace.method, null);
}

/** One character into the first place where a text stands. */
function into(path: string, what: string): Position {
  const { line, character } = editor.at(path, what);
  return { line, character: character + 1 };
}

function at<Result>(method: string, path: string, what: string, more: object = {}): Promise<Result> {
  const params = { textDocument: { uri: editor.uri(path) }, position: into(path, what), ...more };
  return editor.request<Result>(`textDocument/${method}`, params);
}

/** File, line and column of places, and what stands there. */
function places(locations: readonly Location[]): readonly string[] {
  return locations.map(({ uri, range: { start, end } }) => {
    const path = uri.slice(editor.uri('').length + 1);
    return `${path}:${start.line + 1}: ${editor.text(path)?.split('\n')[start.line]?.slice(start.character, end.character)}`;
  });
}

const definition = async (path: string, what: string) => places(await at<Location[]>('definition', path, what));
const references = async (path: string, what: string, includeDeclaration = true) =>
  places(await at<Location[]>('references', path, what, { context: { includeDeclaration } }));
const hover = async (path: string, what: string) => (await editor.hover(path, into(path, what)))?.contents.value;

it('says what it can', async () => {
  await start();
  expect(editor.initialized!.capabilities).toMatchObject({
    completionProvider: { triggerCharacters: expect.arrayContaining([' ', ':']) },
    definitionProvider: true,
    referencesProvider: true,
  });
});

describe('completion', () => {
  async function completions(path: string, text: string, offset = text.length): Promise<CompletionList> {
    await start();
    editor.open(path, text);
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    return editor.request('textDocument/completion', { textDocument: { uri: editor.uri(path) }, position });
  }

  it('of a settings file that is half typed', async () => {
    const { items } = await completions('other/bulkhead.yaml', 'version: 1\naccounts:\n  - { id: "');
    expect(items).toEqual([]);
    const list = await editor.request<CompletionList>('textDocument/completion', {
      textDocument: { uri: editor.uri('bulkhead.yaml') },
      position: into('bulkhead.yaml', 'warning'),
    });
    expect(list.items.map(({ label }) => label)).toEqual(['warning']);
    expect(list.items[0]).toMatchObject({
      filterText: 'warning',
      textEdit: { newText: 'warning', range: { start: editor.at('bulkhead.yaml', 'warning') } },
    });
  });

  it('of the account in an ARN of a template', async () => {
    const half = 'Resources:\n  A:\n    Type: AWS::IAM::Role\n    Properties: { PermissionsBoundary: "arn:aws:iam::';
    const { items } = await completions('stacks/new.yaml', half);
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ['111122223333', 'shop-prod'],
      ['444455556666', 'indigo'],
    ]);
    editor.type('stacks/new.yaml', 'arn:aws:iam::', 'arn:aws:iam::4:role/x');
    const typed = await at<CompletionList>('completion', 'stacks/new.yaml', '4:role');
    expect(typed.items.map(({ label }) => label)).toEqual(['444455556666']);
  });

  it('of nothing else in a template', async () => {
    expect((await completions('stacks/new.yaml', 'Resources:\n  A:\n    Type: ')).items).toEqual([]);
    expect((await completions('notes.yaml', 'notes: "arn:aws:iam::')).items).toEqual([]);
  });
});

describe('hover', () => {
  it.each([
    ['accounts:', 'The accounts, and which environment each of them is.'],
    ['files:', 'Which files: globs relative to the folder of this file, `stacks/prod/**`.'],
    ['reason:', 'Why this is right. Required.'],
    ['"444455556666"', expect.stringMatching(/^Account `444455556666` is declared \*\*indigo\*\*/)],
    [
      'shop-prod, environment: indigo',
      expect.stringMatching(/^Account `shop-prod` \(111122223333\) is declared \*\*prod/),
    ],
    ['indigo]', undefined],
    ['indigo }', '`indigo` is `blue`, production'],
    ['broad-pass-role: warning', expect.stringMatching(/^An identity may pass roles that it should not/)],
    ['broad-pass-role, files', expect.stringMatching(/^An identity may pass roles that it should not/)],
    ['"stacks/*.yaml"', 'These files: `stacks/trust.yaml`'],
    ['the deployer', undefined],
  ])('over %s', async (what, words) => {
    await start();
    expect(await hover('bulkhead.yaml', what)).toEqual(words);
  });

  it('over an account id of a template says what lands there', async () => {
    await start();
    const said = await hover('stacks/trust.yaml', '111122223333:a');
    expect(said).toContain('Account `shop-prod` (111122223333) is declared **production**');
    expect(said).toContain('There lands `trust.yaml`');
    expect(said).toContain('Written in `trust.yaml`');
    expect(await hover('stacks/trust.yaml', '1111222233334')).toBeUndefined();
  });

  it('over one in a policy says what the statement allows too', async () => {
    await start();
    const said = await hover('stacks/trust.yaml', '111122223333:root');
    expect(said).toMatch(/\*\*may\*\* become `Deployer`/);
    expect(said).toContain('is declared **production**');
  });
});

describe('definition', () => {
  it.each([
    ['shop-prod, environment: indigo', ['bulkhead.yaml:5: "111122223333"']],
    ['indigo }', ['bulkhead.yaml:3: blue']],
    ['production }', []],
    ['broad-pass-role', []],
    ['"stacks/*.yaml"', ['stacks/trust.yaml:1: ']],
    ['Deploy*', ['stacks/trust.yaml:2: Deployer']],
    ['accounts', []],
  ])('of %s', async (what, expected) => {
    await start();
    expect(await definition('bulkhead.yaml', what)).toEqual(expected);
  });

  it('of an account id in a template is where it is declared', async () => {
    await start();
    expect(await definition('stacks/trust.yaml', '111122223333:root')).toEqual(['bulkhead.yaml:5: "111122223333"']);
    expect(await definition('stacks/trust.yaml', '1111222233334')).toEqual([]);
  });
});

describe('references', () => {
  it('of an account are all places that write its id', async () => {
    await start();
    const all = [
      'bulkhead.yaml:5: 111122223333',
      'stacks/trust.yaml:7: 111122223333',
      'stacks/trust.yaml:10: 111122223333',
    ];
    expect(await references('bulkhead.yaml', '111122223333')).toEqual(all);
    expect(await references('stacks/trust.yaml', '111122223333:root')).toEqual(all);
    expect(await references('stacks/trust.yaml', '111122223333:root', false)).toEqual(all.slice(1));
    expect(await references('stacks/trust.yaml', 'Deployer')).toEqual([]);
  });
});
