import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseEvents } from 'js-yaml';
import { parseTree } from 'jsonc-parser';
import type { SourceDocument, Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Workspace } from '../../server/src/engine/workspace/workspace';
import { accessGraph } from './access-graph';
import { accountMap } from './account-map';
import { hardest } from './hardest';
import { best, mb, ms, percentile, table, timed } from './measure';
import { passing } from './passing';
import { template, workspaceOf } from './templates';

const folders = process.argv.slice(2);

console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
throughput();
edits();
passing();
accessGraph();
accountMap();
hardest();
memory();
await start();

/** Whole analysis against the parser alone, on the same texts in the same run. */
function throughput(): void {
  const inputs: [string, readonly SourceDocument[]][] = [
    ['generated: 200 templates of 20 resources', workspaceOf(200, 20)],
  ];
  for (const folder of folders) inputs.push([folder.split('/').slice(-2).join('/'), read(resolve(folder))]);
  const rows = inputs.map(([name, documents]) => {
    const size = documents.reduce((sum, document) => sum + document.text.length, 0);
    const parser = best(5, () => documents.forEach(parseAlone));
    let found = 0;
    const whole = best(5, () => {
      found = analyse(documents);
    });
    return [
      name,
      String(documents.length),
      mb(size),
      ms(parser),
      ms(whole),
      (whole / parser).toFixed(2),
      String(found),
    ];
  });
  console.log('Whole analysis against the parser alone (best of 5)\n');
  console.log(table(['input', 'files', 'size', 'parser', 'analysis', 'ratio', 'findings'], rows), '\n');
}

function parseAlone({ uri, text }: SourceDocument): void {
  if (uri.endsWith('.json')) {
    parseTree(text);
    return;
  }
  try {
    parseEvents(text, {});
  } catch {
    // The parser gives up at the first error; so much of its time is all there is to compare with.
  }
}

function analyse(documents: readonly SourceDocument[]): number {
  const snapshot = createWorkspace().apply({ set: documents });
  return snapshot.documents().reduce((sum, uri) => sum + snapshot.findings(uri).length, 0);
}

/** From an edit to the findings of the edited file, in workspaces of growing size. */
function edits(): void {
  const rows: string[][] = [];
  for (const others of [1, 100, 1000]) {
    const workspace = createWorkspace();
    workspace.apply({ set: workspaceOf(others - 1, 20) });
    for (const resources of [20, 200, 1000]) rows.push(editsOf(workspace, others, resources));
  }
  console.log('From an edit to new findings\n');
  console.log(
    table(['templates', 'resources', 'parser', 'comment p50', 'p95', 'action p50', 'p95', 'name p50', 'p95'], rows),
    '\n',
  );
}

function editsOf(workspace: Workspace, others: number, resources: number): string[] {
  const uri = 'file:///bench/stacks/edited.yaml' as Uri;
  const text = template(resources, 9999);
  const kinds: readonly ((text: string, i: number) => string)[] = [
    (base, i) => base.replace('# the deployer', `# ${'x'.repeat(i % 7)} the deployer`),
    (base, i) => base.replace('Action: iam:PassRole', `Action: iam:Pass${i % 2 ? 'Role' : '*'}`),
    (base, i) => base.replaceAll('S9999B0Task', `S9999B0Task${i % 5}`),
  ];
  const ask = (now: string) => workspace.apply({ set: [{ uri, text: now }] }).findings(uri);
  const cells = kinds.flatMap(edit => {
    ask(text);
    for (let i = 0; i < 5; i++) ask(edit(text, i));
    const times = Array.from({ length: 40 }, (_, i) => timed(() => ask(edit(text, i))));
    return [ms(percentile(times, 50)), ms(percentile(times, 95))];
  });
  const parser = best(10, () => parseAlone({ uri, text }));
  workspace.apply({ remove: [uri] });
  return [String(others), String(resources), ms(parser), ...cells];
}

/** What a workspace of 1,000 templates holds on to. */
function memory(): void {
  const collect = globalThis.gc ?? (() => undefined);
  collect();
  const before = process.memoryUsage();
  const workspace = createWorkspace();
  const snapshot = workspace.apply({ set: workspaceOf(1000, 20) });
  for (const uri of snapshot.documents()) snapshot.findings(uri);
  collect();
  const after = process.memoryUsage();
  console.log('Memory of 1,000 templates of 20 resources, texts included\n');
  console.log(table(['heap', 'whole process'], [[mb(after.heapUsed - before.heapUsed), mb(after.rss)]]), '\n');
  if (workspace.snapshot !== snapshot) throw new Error('the workspace was collected too early');
}

/** From the start of the server's process to its answer to `initialize`. */
async function start(): Promise<void> {
  const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
  if (!existsSync(server)) return console.log('dist/server.js is not built: no start time');
  const times: number[] = [];
  for (let i = 0; i < 7; i++) times.push(await initialize(server));
  console.log(
    `Start of the server to its answer to initialize: p50 ${ms(percentile(times, 50))}, worst of 7 ${ms(Math.max(...times))}`,
  );
}

function initialize(server: string): Promise<number> {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const params = { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return new Promise(done => {
    child.stdout?.once('data', () => {
      done(performance.now() - began);
      child.kill();
    });
  });
}

/** Every YAML and JSON file below a folder. */
function read(folder: string): readonly SourceDocument[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ya?ml|json|template)$/.test(name))
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .map(path => ({ uri: pathToFileURL(path).href as Uri, text: readFileSync(path, 'utf8') }));
}
