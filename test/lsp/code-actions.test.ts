import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { checkWorkspace } from '../../server/src/protocol';
import { likeAnOldEditor, likeVSCode } from './clients';
import { type Editor, openEditor, type Setup } from './session';
import { broad, deployer } from './templates';

let editor: Editor;
const start = async (setup?: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

/** What the light bulb offers where a text stands. */
async function bulb(what: string, only?: string[]): Promise<CodeAction[]> {
  const position = editor.at('deploy.yaml', what);
  return editor.actions('deploy.yaml', { start: position, end: position }, only ? { only } : {});
}

describe('the light bulb', () => {
  it('offers fixes at the finding, the best one preferred, and nothing elsewhere', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const actions = await bulb('iam:PassRole');
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(({ isPreferred }) => isPreferred)).toHaveLength(1);
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(new Set(['quickfix']));
    expect(actions[0]?.diagnostics).toMatchObject([{ code: 'broad-pass-role' }]);
    expect(await bulb('nodejs22.x')).toEqual([]);
  });

  it('works out an edit when it is asked for, and the finding is gone', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const preferred = (await bulb('iam:PassRole')).find(({ isPreferred }) => isPreferred)!;
    expect(preferred.edit).toBeUndefined();
    const { edit } = await editor.resolve(preferred);
    editor.apply(edit!);
    expect(editor.text('deploy.yaml')).toContain('iam:PassedToService');
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  });

  it('still finds its place when the text above has grown in between', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const [action] = await bulb('iam:PassRole');
    editor.type('deploy.yaml', 'Resources:', '# one more line\n\nResources:');
    const { edit } = await editor.resolve(action!);
    editor.apply(edit!);
    expect(editor.text('deploy.yaml')).toMatch(/^# one more line\n\nResources:\n {2}Deployer:/);
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  });

  it('gives no edit for a finding that is gone', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const [action] = await bulb('iam:PassRole');
    editor.type('deploy.yaml', 'Resource: "*"', 'Resource: !GetAtt OrdersRole.Arn');
    expect((await editor.resolve(action!)).edit).toBeUndefined();
  });

  it('goes by the diagnostics that it is given', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const report = await editor.pull('deploy.yaml');
    const diagnostics = report.kind === 'full' ? report.items : [];
    const top = { line: 0, character: 0 };
    const actions = await editor.actions('deploy.yaml', { start: top, end: top }, { diagnostics });
    expect(actions.length).toBeGreaterThan(0);
    expect(actions[0]?.diagnostics).toEqual(diagnostics);
  });

  it('offers only the kinds that are asked for', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    expect(await bulb('iam:PassRole', ['refactor'])).toEqual([]);
    expect((await bulb('iam:PassRole', ['quickfix'])).length).toBeGreaterThan(0);
    for (const { kind } of await bulb('iam:PassRole', ['source', 'quickfix'])) {
      expect(kindsOf(editor)).toContain(kind);
    }
  });

  it('creates a file where a fix needs one', async () => {
    const stacks = ['Beta-Orders', 'Prod-Orders'];
    const templates = Object.fromEntries(stacks.map(stack => [`cdk.out/${stack}.template.json`, queueOf(stack)]));
    await start({ files: { ...templates, 'cdk.out/manifest.json': manifestOf(stacks) } });
    await editor.request(checkWorkspace.method, null);
    const path = 'cdk.out/Beta-Orders.template.json';
    editor.open(path, queueOf('Beta-Orders'));
    const resolved = await Promise.all((await editor.actions(path, whole)).map(action => editor.resolve(action)));
    const creating = resolved.find(({ edit }) => edit?.documentChanges?.some(change => 'kind' in change));
    expect(creating?.edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: editor.uri('bulkhead.yaml') });
    editor.apply(creating!.edit!);
    expect(editor.text('bulkhead.yaml')).toMatch(/^version: 1\naccounts:\n/);
    expect(await editor.squiggles(path)).toEqual([]);
  });

  it('gives its edits at once to an editor that cannot ask again', async () => {
    await start({ capabilities: likeAnOldEditor });
    editor.open('deploy.yaml', deployer());
    const actions = await bulb('iam:PassRole');
    expect(actions.length).toBeGreaterThan(0);
    for (const { edit } of actions) expect(Object.keys(edit?.changes ?? {})).toEqual([editor.uri('deploy.yaml')]);
  });

  it('edits the version of a buffer that it saw', async () => {
    await start({ capabilities: likeVSCode });
    editor.open('deploy.yaml', deployer());
    editor.type('deploy.yaml', 'nodejs22.x', 'nodejs20.x');
    const [action] = await bulb('iam:PassRole');
    const { edit } = await editor.resolve(action!);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: editor.uri('deploy.yaml'), version: 2 } }]);
  });
});

it('is not shaken by an action that it never offered', async () => {
  await start();
  editor.open('deploy.yaml', deployer());
  const strange = { title: 'x', kind: 'quickfix', data: { uri: 'file:///nowhere', fix: { id: 1 } } };
  expect(await editor.resolve(strange as CodeAction)).toEqual(strange);
  expect(await editor.resolve({ title: 'x' })).toEqual({ title: 'x' });
  expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
});

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

function queueOf(stack: string): string {
  const path = `${stack.replace('-', '/')}/Queue/Resource`;
  return JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': path } } } });
}

/** Of stacks that all land in one account. */
function manifestOf(stacks: readonly string[]): string {
  const artifacts = stacks.map(stack => [
    stack,
    {
      type: 'aws:cloudformation:stack',
      environment: 'aws://111122223333/eu-west-1',
      properties: { templateFile: `${stack}.template.json` },
      displayName: stack.replace('-', '/'),
    },
  ]);
  return JSON.stringify({ version: '55.0.0', artifacts: Object.fromEntries(artifacts) });
}

function kindsOf({ initialized }: Editor): readonly string[] {
  const provider = initialized?.capabilities.codeActionProvider;
  return typeof provider === 'object' ? (provider.codeActionKinds ?? []) : [];
}
