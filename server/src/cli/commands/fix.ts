import { createTwoFilesPatch } from 'diff';
import type { Finding, Fix } from '../../engine/rules/rule';
import { applyEdits, type SourceDocument, type Uri } from '../../engine/text/text';
import type { Workspace } from '../../engine/workspace/workspace';
import { encode } from '../../files/decode';
import { type Batch, batchOf } from '../../findings/apply-fixes';
import type { FixOptions } from '../arguments';
import type { Console } from '../console';
import type { ExitStatus } from '../exit';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { requireRules } from '../rule-names';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** Applies fixes until none is left, then writes the files that they changed. */
export async function fix(paths: readonly string[], options: FixOptions, console: Console): Promise<ExitStatus> {
  const wanted = requireRules(options.rule);
  const named = paths.length > 0 ? paths : ['.'];
  const asked = { paths: named, cwd: console.cwd, config: options.config, today: console.today };
  const read = await withProgress(options, progress => readWorkspace(asked, progress));
  const before = read.workspace.snapshot;
  const choose = (finding: Finding) =>
    wanted.size === 0 || wanted.has(finding.rule) ? chosen(finding, options) : undefined;
  // What did not decode would be written back as U+FFFD.
  const applied = applyAll(read.workspace, choose, uri => !read.fileProblems.has(uri));
  const after = read.workspace.snapshot;
  const changed = [...applied.changed].flatMap(uri => after.source(uri) ?? []);
  for (const document of changed) {
    const old = before.source(document.uri);
    if (options.dryRun) console.out(unifiedDiff(read.names.file(document.uri), old?.text, document.text));
    else await write(read.names.path(document.uri), encode(document.text, read.encodings.get(document.uri) ?? 'utf-8'));
  }
  if (!options.quiet) for (const line of remarks(read, applied.count, changed.length, options)) console.note(line);
  return readingStatus(read);
}

function chosen(finding: Finding, { unsafe }: FixOptions): Fix | undefined {
  if (finding.suppressed || finding.confidence === 'possible') return undefined;
  const safe = finding.fixes.find(({ kind }) => kind === 'safe');
  return safe ?? (unsafe ? finding.fixes.find(({ preferred }) => preferred === true) : undefined);
}

/** Each round takes at least one finding away; a fix that does not must not keep us here for ever. */
const maxRounds = 20;

interface Applied {
  readonly changed: ReadonlySet<Uri>;
  readonly count: number;
}

function applyAll(
  workspace: Workspace,
  choose: (finding: Finding) => Fix | undefined,
  mayEdit: (uri: Uri) => boolean,
): Applied {
  const changed = new Set<Uri>();
  let count = 0;
  for (let round = 0; round < maxRounds; round++) {
    const { snapshot } = workspace;
    const findings = snapshot.documents().flatMap(uri => snapshot.findings(uri));
    const batch = batchOf(snapshot, findings, choose, mayEdit);
    if (batch.applied.length === 0) break;
    count += batch.applied.length;
    workspace.apply({ set: textsAfter(workspace, batch) });
    for (const uri of batch.edits.keys()) changed.add(uri);
  }
  return { changed, count };
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
