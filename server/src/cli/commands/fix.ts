import { existsSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import type { Finding, Fix } from '../../engine/rules/rule';
import { applyEdits, type SourceDocument, type Uri } from '../../engine/text/text';
import type { Snapshot, Workspace } from '../../engine/workspace/workspace';
import { encode } from '../../files/decode';
import { type Batch, batchOf } from '../../findings/apply-fixes';
import { placesIn } from '../../findings/places';
import type { FixOptions } from '../arguments';
import type { Console } from '../console';
import type { ExitStatus } from '../exit';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { readSources } from '../read-sources';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { requireRules } from '../rule-names';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** Applies fixes until none is left, then writes the files that they changed. */
export async function fix(paths: readonly string[], options: FixOptions, console: Console): Promise<ExitStatus> {
  const wanted = requireRules(options.rule);
  const named = paths.length > 0 ? paths : ['.'];
  const asked = { paths: named, cwd: console.cwd, config: options.config, today: console.today };
  const found = await withProgress(options, progress => readWorkspace(asked, progress));
  const sources = await readSources(found);
  const read = { ...found, encodings: new Map([...found.encodings, ...sources]) };
  const before = read.workspace.snapshot;
  const choose = (finding: Finding) =>
    wanted.size === 0 || wanted.has(finding.rule) ? chosen(finding, options) : undefined;
  const taken = new Set<Uri>();
  const mayEdit = (uri: Uri) => {
    // What did not decode would be written back as U+FFFD; what is there and was not read would be lost.
    if (read.fileProblems.has(uri) || (before.source(uri) && !read.encodings.has(uri))) return false;
    if (before.source(uri) === undefined && existsSync(read.names.path(uri))) taken.add(uri);
    return !taken.has(uri);
  };
  const applied = applyAll(read.workspace, choose, mayEdit);
  const after = read.workspace.snapshot;
  const changed = [...applied.changed].flatMap(uri => after.source(uri) ?? []);
  await writeAll(changed, before, read, options, console);
  const notes = [
    ...(options.unsafe ? refusals(read, wanted, applied) : []),
    ...[...taken].map(
      uri => `${read.names.file(uri)}: is there already and was not read, so nothing was written to it`,
    ),
    ...remarks(read, applied.count, changed.length, options),
  ];
  if (!options.quiet) for (const line of notes) console.note(line);
  return readingStatus(read);
}

/** New files first: what leaves another is written before it is taken out there. */
async function writeAll(
  changed: readonly SourceDocument[],
  before: Snapshot,
  { names, encodings }: ReadWorkspace,
  { dryRun }: FixOptions,
  console: Console,
): Promise<void> {
  const isNew = ({ uri }: SourceDocument) => before.source(uri) === undefined;
  for (const document of [...changed.filter(isNew), ...changed.filter(one => !isNew(one))]) {
    const { uri, text } = document;
    if (dryRun) console.out(unifiedDiff(names.file(uri), before.source(uri)?.text, text));
    else await write(names.path(uri), encode(text, encodings.get(uri) ?? 'utf-8'), isNew(document));
  }
}

function chosen(finding: Finding, { unsafe }: FixOptions): Fix | undefined {
  if (finding.suppressed || finding.confidence === 'possible') return undefined;
  const safe = finding.fixes.find(({ kind }) => kind === 'safe');
  return safe ?? (unsafe ? finding.fixes.find(({ preferred }) => preferred === true) : undefined);
}

/** Each round takes at least one finding away; a fix that does not must not keep us here for ever. */
const maxRounds = 20;

/** Documents, and the sources in which findings stand. */
function readBy(snapshot: Snapshot): readonly Uri[] {
  return [...snapshot.documents(), ...snapshot.sources()];
}

interface Applied {
  readonly changed: ReadonlySet<Uri>;
  readonly count: number;
  /** By finding and fix: what a tool made says the same until it is made again. */
  readonly done: ReadonlySet<string>;
}

function nameOf({ fingerprint }: Finding, { id }: Fix): string {
  return `${fingerprint} ${id}`;
}

function applyAll(
  workspace: Workspace,
  choose: (finding: Finding) => Fix | undefined,
  mayEdit: (uri: Uri) => boolean,
): Applied {
  const changed = new Set<Uri>();
  const done = new Set<string>();
  let count = 0;
  for (let round = 0; round < maxRounds; round++) {
    const { snapshot } = workspace;
    const findings = readBy(snapshot).flatMap(uri => snapshot.findings(uri));
    const batch = batchOf(snapshot, findings, choose, mayEdit);
    if (batch.applied.length === 0) break;
    count += batch.applied.length;
    for (const { finding, fix } of batch.applied) done.add(nameOf(finding, fix));
    workspace.apply({ set: textsAfter(workspace, batch) });
    for (const uri of batch.edits.keys()) changed.add(uri);
  }
  return { changed, count, done };
}

/** The fixes that what is left would have, were it not for something. */
function refusals(
  { workspace: { snapshot }, names }: ReadWorkspace,
  wanted: ReadonlySet<string>,
  { done }: Applied,
): readonly string[] {
  const places = placesIn(snapshot);
  return readBy(snapshot).flatMap(uri =>
    snapshot
      .findings(uri)
      .filter(({ rule, suppressed }) => !suppressed && (wanted.size === 0 || wanted.has(rule)))
      .flatMap(finding =>
        finding.fixes.flatMap(one => {
          const reason = done.has(nameOf(finding, one)) ? undefined : snapshot.refusal(one);
          const where = `${names.file(finding.at.uri)}:${places.of(finding.at).start.line + 1}`;
          return reason === undefined ? [] : [`${where}: not done: ${one.title}: ${reason}`];
        }),
      ),
  );
}

function textsAfter({ snapshot }: Workspace, { edits }: Batch): readonly SourceDocument[] {
  return [...edits].map(([uri, ofDocument]) => ({
    uri,
    text: applyEdits(snapshot.source(uri)?.text ?? '', ofDocument),
  }));
}

function unifiedDiff(file: string, before: string | undefined, after: string): string {
  const old = before === undefined ? '/dev/null' : `a/${file}`;
  const patch = createTwoFilesPatch(old, `b/${file}`, before ?? '', after, undefined, undefined, { context: 3 });
  // The line of `=` is of no use to patch or git.
  return patch.replace(/^=+\n/, '');
}

function remarks(read: ReadWorkspace, fixes: number, files: number, options: FixOptions): readonly string[] {
  const notWhole = [...errorsByDocument(read)].map(
    ([uri, { message }]) => `${read.names.file(uri)}: not read whole, ${message}`,
  );
  return [...unrecognised(read), ...notWhole, summary(fixes, files, options)];
}

function summary(fixes: number, files: number, { dryRun }: FixOptions): string {
  if (fixes === 0) return 'nothing to fix';
  const what = `${fixes} ${fixes === 1 ? 'fix' : 'fixes'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return dryRun ? `would apply ${what}` : `applied ${what}`;
}
