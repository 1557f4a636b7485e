import { resolve } from 'node:path';
import { foreignRule } from '../../engine/formats/settings/names';
import { rules } from '../../engine/rules/index';
import { pages } from '../../engine/rules/pages';
import type { Finding } from '../../engine/rules/rule';
import type { Snapshot } from '../../engine/workspace/workspace';
import { atLeast } from '../../findings/severity';
import { spoken } from '../../findings/shown';
import { changedSince } from '../../git/changed-since';
import { version } from '../../version';
import { analysed } from '../analysed';
import type { CheckOptions } from '../arguments';
import { baseTexts } from '../base-texts';
import { withBaseline } from '../baseline/apply';
import { readBaseline } from '../baseline/baseline';
import { cfnLint } from '../cfn-lint';
import { changesSince } from '../changes-since';
import type { Console } from '../console';
import { type ExitStatus, exit } from '../exit';
import { readingStatus } from '../problems';
import { withProgress } from '../progress';
import { type ReadWorkspace, readWorkspace } from '../read-workspace';
import { githubReport } from '../report/github';
import { jsonReport } from '../report/json';
import { junitReport } from '../report/junit';
import { markdownReport } from '../report/markdown';
import { paint } from '../report/paint';
import { makeReport, type Reported } from '../report/report';
import { sarifReport } from '../report/sarif';
import { textReport } from '../report/text';
import { requireRules } from '../rule-names';
import { standardInput } from '../standard-input';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** The rule that needs a state before. */
const broadenedAccess = 'broadened-access';

/** Reads what is named, says what is wrong with it, and how it went. */
export async function check(paths: readonly string[], options: CheckOptions, console: Console): Promise<ExitStatus> {
  const startedAt = performance.now();
  const wanted = requireRules(options.rule);
  const stdin = await standardInput(options);
  const named = paths.length > 0 || stdin ? paths : ['.'];
  const what = { paths: named, cwd: console.cwd, config: options.config, stdin, today: console.today };
  const known = options.baseline === undefined ? undefined : await readBaseline(options.baseline, console.cwd);
  const read = await withProgress(options, async progress => analysed(await readWorkspace(what, progress), progress));
  const changed = await changedIn(read, options, console.cwd);
  const isAskedFor = (finding: Finding) => isAsked(finding, options, wanted) && changed.has(finding);
  const linted = await withProgress(options, progress => cfnLint(read, options, console, progress));
  const all = [...findingsIn(read.workspace.snapshot), ...changed.findings.map(spoken), ...linted.findings];
  // What cfn-lint once said is not mended by leaving it out, nor what a change broadened by asking about none.
  const isChecked = (rule: string) =>
    (wanted.size === 0 || wanted.has(rule)) &&
    (linted.wasAsked || !foreignRule.test(rule)) &&
    (options.changedSince !== undefined || rule !== broadenedAccess);
  const baselined = await withBaseline(all, { known, isChecked, isAsked: isAskedFor }, read, options, console);
  const asked = baselined.findings.filter(isAskedFor);
  const findings = asked.filter(({ severity }) => atLeast(severity, options.severity));
  const reported = makeReport({ read, findings, baselined, toolVersion: version, startedAt });
  if (!options.quiet) for (const line of unrecognised(read)) console.note(line);
  await print(reported, options, console);
  const status = statusOf(asked, read, options, linted.isWhole);
  if (status === exit.findings && !options.quiet && !fails(findings, options))
    console.note(`what \`--severity ${options.severity}\` leaves out is at or above \`--fail-on ${options.failOn}\``);
  return status;
}

interface Changed {
  /** Whether a finding has to do with a file that was changed. */
  has(finding: Finding): boolean;
  /** What the change broadens. */
  readonly findings: readonly Finding[];
}

/** Since a revision; where none is given, everything is asked about, and nobody knows what is new. */
async function changedIn(read: ReadWorkspace, { changedSince: ref }: CheckOptions, cwd: string): Promise<Changed> {
  if (ref === undefined) return { has: () => true, findings: [] };
  const { snapshot } = read.workspace;
  const base = await baseTexts(read, { ref, assembly: undefined, cwd });
  const { findings } = await changesSince(base, read);
  const changed = await changedSince(base.revisions, [...snapshot.documents(), ...snapshot.sources()], snapshot);
  const has = ({ at, related }: Finding) => [at, ...related.map(one => one.at)].some(({ uri }) => changed.has(uri));
  return { has, findings };
}

function findingsIn(snapshot: Snapshot): readonly Finding[] {
  return [...snapshot.documents(), ...snapshot.sources()].flatMap(uri => snapshot.findings(uri)).map(spoken);
}

function isAsked(finding: Finding, options: CheckOptions, wanted: ReadonlySet<string>): boolean {
  return (
    (wanted.size === 0 || wanted.has(finding.rule)) && (options.possible === true || finding.confidence === 'certain')
  );
}

async function print(reported: Reported, options: CheckOptions, console: Console): Promise<void> {
  const text = render(reported, options, console);
  if (options.output === undefined) console.out(text);
  else await write(resolve(console.cwd, options.output), text);
}

function render(reported: Reported, options: CheckOptions, console: Console): string {
  switch (options.format) {
    case 'json':
      return jsonReport(reported);
    case 'sarif':
      return sarifReport(reported, { rules, pages });
    case 'github':
      return githubReport(reported);
    case 'junit':
      return junitReport(reported);
    case 'markdown':
      return markdownReport(reported);
    case 'text': {
      const colours = console.colours && options.color && options.output === undefined;
      return textReport(reported, { paint: paint(colours), quiet: options.quiet === true });
    }
  }
}

/** What was not read weighs more than what was found. */
function statusOf(
  findings: readonly Finding[],
  read: ReadWorkspace,
  options: CheckOptions,
  isLinted: boolean,
): ExitStatus {
  const status = readingStatus(read);
  if (status !== exit.clean) return status;
  if (!isLinted) return exit.incomplete;
  return fails(findings, options) ? exit.findings : exit.clean;
}

function fails(findings: readonly Finding[], { failOn }: CheckOptions): boolean {
  return findings.some(
    ({ severity, suppressed }) => suppressed === undefined && failOn !== 'never' && atLeast(severity, failOn),
  );
}
