import { resolve } from 'node:path';
import type { AccessChange } from '../../engine/analysis/broadening/access-change';
import { rules } from '../../engine/rules/index';
import { pages } from '../../engine/rules/pages';
import type { Finding } from '../../engine/rules/rule';
import type { Uri } from '../../engine/text/text';
import type { AccessChanges, Snapshot } from '../../engine/workspace/workspace';
import { uriOfPath } from '../../files/uri';
import { atLeast } from '../../findings/severity';
import { changedTemplates } from '../../template-diff/changed-templates';
import { loadCompareTemplates } from '../../template-diff/load';
import { version } from '../../version';
import { analysed } from '../analysed';
import type { DiffOptions } from '../arguments';
import { type Base, baseTexts } from '../base-texts';
import { changesSince } from '../changes-since';
import type { Console } from '../console';
import { type ExitStatus, exit } from '../exit';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { changesReport } from '../report/changes';
import { changesMarkdown } from '../report/changes-markdown';
import { templateResults } from '../report/changes-sarif';
import { changesText } from '../report/changes-text';
import { paint } from '../report/paint';
import { makeReport } from '../report/report';
import { sarifReport } from '../report/sarif';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** What a change newly allows, and what it forbids, against a revision of git. */
export async function diff(paths: readonly string[], options: DiffOptions, console: Console): Promise<ExitStatus> {
  const startedAt = performance.now();
  const { cwd, today } = console;
  const what = { paths: paths.length > 0 ? paths : ['.'], cwd, config: options.config, today };
  const { read, base, changes } = await withProgress(options, async progress => {
    const read = await analysed(await readWorkspace(what, progress), progress);
    const base = await baseTexts(read, { ref: options.base, assembly: options.baseAssembly, cwd });
    return { read, base, changes: await changesSince(base, read) };
  });
  const findings = changes.findings.filter(finding => options.possible === true || finding.confidence === 'certain');
  if (!options.quiet) for (const line of notesOn(read, base, changes)) console.note(line);
  const reported = makeReport({ read, findings, baselined: { findings, fixed: [] }, toolVersion: version, startedAt });
  const asked = { ...changes, changes: changes.changes.filter(change => isAsked(change, changes.findings, options)) };
  const templates = changedTemplates(read.workspace.snapshot, changes, await loadCompareTemplates());
  const { findings: told } = reported.report;
  const report = changesReport(asked, { read, base, ref: options.base, templates, findings: told });
  const colours = console.colours && options.color && options.output === undefined;
  const print = (): string => {
    if (options.format === 'sarif') return sarifReport(reported, { rules, pages }, templateResults(report));
    if (options.format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
    if (options.format === 'markdown') return changesMarkdown(report);
    return changesText(report, reported.text, paint(colours));
  };
  if (options.output === undefined) console.out(print());
  else await write(resolve(cwd, options.output), print());
  const status = readingStatus(read);
  return status === exit.clean && fails(findings, options) ? exit.findings : status;
}

/** Those that an allowance holds back are not told. */
function isAsked(
  { confidence, is, at }: AccessChange,
  findings: readonly Finding[],
  { possible }: DiffOptions,
): boolean {
  if (confidence === 'possible' && possible !== true) return false;
  const place = JSON.stringify(at);
  return is === 'forbidden' || !findings.some(one => one.suppressed && JSON.stringify(one.at) === place);
}

function notesOn(
  read: ReadWorkspace,
  { revisions, unknown, unread }: Base,
  { before, isCut }: AccessChanges,
): readonly string[] {
  const errors = [...errorsByDocument(read)];
  return [
    ...unrecognised(read),
    ...errors.map(([uri, { message }]) => `${read.names.file(uri)}: not read whole, ${message}`),
    ...(unknown.length > 0 ? [leftOut(unknown.map(read.names.file))] : []),
    ...revisions.flatMap(at =>
      'reason' in at ? [`${read.names.file(uriOfPath(at.root))}: not compared, ${at.reason}`] : [],
    ),
    ...brokenBefore(read, before).map(uri => `${read.names.file(uri)}: what it was before could not be read whole`),
    ...unread.map(uri => `${read.names.file(uri)}: git has not what it was before`),
    ...(isCut ? ['there are more changes than are told'] : []),
  ];
}

/** What was not understood then and is now seems to be new. */
function brokenBefore({ workspace }: ReadWorkspace, before: Snapshot): readonly Uri[] {
  const { snapshot } = workspace;
  return [...before.documents()].filter(
    uri =>
      before.source(uri) !== snapshot.source(uri) &&
      before.problems(uri).some(({ severity }) => severity === 'error') &&
      !snapshot.problems(uri).some(({ severity }) => severity === 'error'),
  );
}

/** More names than this nobody reads. */
const mostNamed = 3;

function leftOut(files: readonly string[]): string {
  const rest = files.length - mostNamed;
  const named = files.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `not compared, for git does not track what it was before: ${named}; \`--base-assembly\` names a saved cdk.out`;
}

function fails(findings: readonly Finding[], { failOn }: DiffOptions): boolean {
  return findings.some(
    ({ severity, suppressed }) => suppressed === undefined && failOn !== 'never' && atLeast(severity, failOn),
  );
}
