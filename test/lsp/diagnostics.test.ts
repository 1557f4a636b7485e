import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { nodeHost } from '../../server/src/lsp/host.node';
import { checkWorkspace } from '../../server/src/protocol';
import { likeAnOldEditor } from './clients';
import { type Editor, eventually, inProcess, openEditor, type Setup, squiggle } from './session';
import { broad, broken, bucket, deployer, passingUser } from './templates';

let editor: Editor;
const start = async (setup?: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

describe('a document that is asked about', () => {
  it('has a squiggle on the token, and none after it was mended by hand', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
    editor.type('deploy.yaml', 'Resource: "*"', 'Resource: !GetAtt OrdersRole.Arn');
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
    editor.type('deploy.yaml', 'Resource: !GetAtt OrdersRole.Arn', 'Resource: "*"');
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  });

  it('names the rule, its page and the fingerprint that fixes are found by', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const report = await editor.pull('deploy.yaml');
    expect(report).toMatchObject({
      kind: 'full',
      items: [
        {
          source: 'bulkhead',
          code: 'broad-pass-role',
          severity: 1,
          codeDescription: { href: expect.stringMatching(/docs\/rules\/broad-pass-role\.md$/) },
          data: expect.stringMatching(/^[0-9a-f]+$/),
        },
      ],
    });
  });

  it('is unchanged while nothing is said anew, whatever is typed', async () => {
    await start();
    editor.open('deploy.yaml', deployer());
    const { resultId } = await editor.pull('deploy.yaml');
    editor.type('deploy.yaml', 'nodejs22.x', 'nodejs20.x');
    expect(await editor.pull('deploy.yaml', resultId)).toEqual({ kind: 'unchanged', resultId });
    editor.type('deploy.yaml', 'Resources:', '\nResources:');
    expect(await editor.pull('deploy.yaml', resultId)).toMatchObject({ kind: 'full' });
  });

  it('keeps its findings while its end does not parse, and says where it breaks', async () => {
    await start();
    editor.open('deploy.yaml', broken);
    const squiggles = await editor.squiggles('deploy.yaml');
    expect(squiggles).toContain(broad);
    expect(squiggles.length).toBeGreaterThan(1);
  });

  it('counts columns as UTF-16 and lines by CRLF', async () => {
    await start();
    editor.open(
      'deploy.yaml',
      deployer('["*"] # 🚢').replace('PolicyName: deploy', 'PolicyName: 🚢').replaceAll('\n', '\r\n'),
    );
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  });

  it('has nothing to say when it is none of ours', async () => {
    await start();
    editor.open('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\n');
    expect(await editor.squiggles('deployment.yaml')).toEqual([]);
  });
});

describe('the workspace', () => {
  it('tells of files that are not open, and only of those', async () => {
    await start({ files: { 'a/deploy.yaml': deployer(), 'b/bucket.yaml': bucket, 'package.json': '{}' } });
    const { items } = await editor.pullWorkspace();
    expect(said(items)).toEqual([[editor.uri('a/deploy.yaml'), [broad]]]);
  });

  it('holds the question until something is different', async () => {
    await start({ files: { 'deploy.yaml': deployer() } });
    const first = await editor.pullWorkspace();
    let answered = false;
    const second = editor.pullWorkspace(resultIds(first)).then(report => {
      answered = true;
      return report;
    });
    await editor.request(checkWorkspace.method, null);
    expect(answered).toBe(false);
    await editor.save('deploy.yaml', deployer('!GetAtt OrdersRole.Arn'));
    expect((await second).items).toMatchObject([{ kind: 'full', uri: editor.uri('deploy.yaml'), items: [] }]);
  });

  it('streams what is different while the question stays open', async () => {
    await start({ files: { 'one.yaml': deployer() } });
    const told: string[][] = [];
    editor.connection.onNotification('$/progress', ({ token, value }) => {
      if (token === 'here') told.push(...(value as WorkspaceDiagnosticReport).items.map(item => [item.uri]));
    });
    const params = { previousResultIds: [], partialResultToken: 'here' };
    const { token, cancel } = cancellable();
    const held = editor.connection.sendRequest('workspace/diagnostic', params, token).catch((error: unknown) => error);
    await eventually(
      () => told.length,
      length => length === 1,
    );
    await editor.save('two.yaml', passingUser);
    await eventually(
      () => told.length,
      length => length === 2,
    );
    expect(told).toEqual([[editor.uri('one.yaml')], [editor.uri('two.yaml')]]);
    cancel();
    expect(await held).toMatchObject({ code: -32800 });
  });

  it('sees one file with the eyes of another', async () => {
    await start({ files: { 'bulkhead.yaml': 'version: 1\n' } });
    editor.open('deploy.yaml', deployer());
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
    await editor.save('bulkhead.yaml', 'version: 1\nrules: { broad-pass-role: off }\n');
    await eventually(
      () => editor.refreshes,
      refreshes => refreshes > 0,
    );
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  });
});

it('asks to be asked again for what it said before it had looked at the whole workspace', async () => {
  await start();
  editor.open('deploy.yaml', deployer());
  expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  editor.open('bulkhead.yaml', 'version: 1\nrules: { broad-pass-role: off }\n');
  await eventually(
    () => editor.refreshes,
    refreshes => refreshes > 0,
  );
  expect(await editor.squiggles('deploy.yaml')).toEqual([]);
});

it('sees allowances run out while it stays open over night', async () => {
  let today = '2027-03-01';
  editor = await openEditor({}, inProcess({ ...nodeHost, today: () => today }));
  const allow = 'iam:PassRole # bulkhead allow broad-pass-role: until the move (until 2027-03-01)';
  const allowed = deployer().replace('iam:PassRole', allow);
  editor.open('deploy.yaml', allowed);
  expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  today = '2027-03-02';
  editor.open('other.yaml', bucket);
  expect(await editor.squiggles('deploy.yaml')).toEqual([
    expect.stringMatching(/^this allowance of `broad-pass-role` no longer holds since 2027-03-02/),
    broad,
  ]);
});

describe('an editor that only takes what it is sent', () => {
  it('gets the findings of open and of other files, and hears when they are gone', async () => {
    await start({ files: { 'other.yaml': deployer() }, capabilities: likeAnOldEditor });
    expect(editor.initialized?.capabilities.diagnosticProvider).toBeUndefined();
    editor.open('deploy.yaml', deployer());
    const squiggles = (path: string, text: string) =>
      editor.published.get(editor.uri(path))?.diagnostics.map(item => squiggle(item, text));
    for (const path of ['deploy.yaml', 'other.yaml'])
      expect(
        await eventually(
          () => squiggles(path, deployer()),
          list => list !== undefined,
        ),
      ).toEqual([broad]);
    editor.type('deploy.yaml', 'Resource: "*"', 'Resource: !GetAtt OrdersRole.Arn');
    await eventually(
      () => squiggles('deploy.yaml', ''),
      list => list?.length === 0,
    );
  });

  it('may send its settings of its own accord', async () => {
    await start({ files: { 'other.yaml': deployer() }, capabilities: likeAnOldEditor });
    const published = () => editor.published.get(editor.uri('other.yaml'))?.diagnostics.length;
    await eventually(published, length => length === 1);
    const settings = { bulkhead: { rules: { 'broad-pass-role': 'off' } } };
    await editor.notify('workspace/didChangeConfiguration', { settings });
    await eventually(published, length => length === 0);
  });
});

describe('settings', () => {
  it('turn a rule off or down', async () => {
    await start({ settings: { rules: { 'broad-pass-role': 'off' } } });
    editor.open('deploy.yaml', deployer());
    await eventually(
      () => editor.squiggles('deploy.yaml'),
      squiggles => squiggles.length === 0,
    );
    editor.settings = { rules: { 'broad-pass-role': 'hint' } };
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    const report = await eventually(
      () => editor.pull('deploy.yaml'),
      ({ kind, ...rest }) => kind === 'full' && 'items' in rest && rest.items.length > 0,
    );
    expect(report).toMatchObject({ items: [{ severity: 4 }] });
  });

  it('turn everything off for a folder', async () => {
    await start({ files: { 'other.yaml': deployer() }, settings: { enable: false } });
    editor.open('deploy.yaml', deployer());
    await eventually(
      () => editor.squiggles('deploy.yaml'),
      squiggles => squiggles.length === 0,
    );
    await eventually(
      () => editor.statuses.at(-1),
      now => now?.state === 'ready' && now.documents === 0,
    );
  });

  it('that make no sense are as if they were not there', async () => {
    await start({ settings: { enable: 'perhaps', rules: [1], files: { maxSizeMB: -1, exclude: 'x' } } });
    editor.open('deploy.yaml', deployer());
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  });

  it('show what a hole decides, in a low voice, only when asked to', async () => {
    const open = `Parameters: { Which: { Type: String } }\n${deployer('!Ref Which')}`;
    await start();
    editor.open('deploy.yaml', open);
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
    editor.settings = { showPossible: true };
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    const report = await eventually(
      () => editor.pull('deploy.yaml'),
      full => full.kind === 'full' && full.items.length > 0,
    );
    expect(report.kind === 'full' && report.items.every(({ severity }) => severity! >= 3)).toBe(true);
  });

  it('do not bring back what the author allowed', async () => {
    await start({ settings: { showPossible: true } });
    const allowed = 'iam:PassRole # bulkhead allow broad-pass-role: the deployer is break-glass only';
    editor.open('deploy.yaml', deployer().replace('iam:PassRole', allowed));
    expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  });
});

it('works on a client that knows nothing at all', async () => {
  await start({ capabilities: {} });
  editor.open('deploy.yaml', deployer());
  await eventually(
    () => editor.published.get(editor.uri('deploy.yaml'))?.diagnostics.length,
    length => length === 1,
  );
});

function said(items: WorkspaceDiagnosticReport['items']) {
  return items.map(item => [
    item.uri,
    item.kind === 'full' ? item.items.map(diagnostic => squiggle(diagnostic, deployer())) : [],
  ]);
}

function resultIds({ items }: WorkspaceDiagnosticReport) {
  return items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
}

function cancellable() {
  const source = new CancellationTokenSource();
  return { token: source.token, cancel: () => source.cancel() };
}

it('fades what holds nothing back, once all files are read, and takes it out with what else is safe', async () => {
  const text = bucket.replace('  ', '  # bulkhead allow broad-pass-role: it was needed once\n  ');
  await start({ files: { 'bucket.yaml': text } });
  editor.open('bucket.yaml', text);
  const report = await eventually(
    () => editor.pull('bucket.yaml'),
    answer => answer.kind === 'full' && answer.items.length > 0,
  );
  expect(report).toMatchObject({ items: [{ code: 'unused-allow', severity: 3, tags: [1] }] });
  const position = editor.at('bucket.yaml', 'Resources');
  const [action] = await editor.actions('bucket.yaml', { start: position, end: position }, { only: ['source.fixAll'] });
  editor.apply((await editor.resolve(action!)).edit!);
  expect(editor.text('bucket.yaml')).toBe(bucket);
});

it('takes out all that holds nothing back at once, also where one stands right below the other', async () => {
  const lines = ['broad-pass-role', 'privilege-escalation'].map(rule => `  # bulkhead allow ${rule}: once\n`);
  const text = bucket.replace('  ', `${lines.join('')}  `);
  await start({ files: { 'bucket.yaml': text } });
  editor.open('bucket.yaml', text);
  await eventually(
    () => editor.pull('bucket.yaml'),
    answer => answer.kind === 'full' && answer.items.length > 1,
  );
  const position = editor.at('bucket.yaml', 'Resources');
  const [action] = await editor.actions('bucket.yaml', { start: position, end: position }, { only: ['source.fixAll'] });
  editor.apply((await editor.resolve(action!)).edit!);
  expect(editor.text('bucket.yaml')).toBe(bucket);
});
