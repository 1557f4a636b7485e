import { resolve } from 'node:path';
import type { AccessPaths } from '../../access-paths';
import { limits } from '../../engine/analysis/access-graph/paths/limits';
import { reach as ask } from '../../reach/reach';
import { placed } from '../analysed';
import type { ReachOptions } from '../arguments';
import type { Console } from '../console';
import { type ExitStatus, UsageError } from '../exit';
import { errorsByDocument, readingStatus } from '../problems';
import { withProgress } from '../progress';
import { readWorkspace } from '../read-workspace';
import { paint } from '../report/paint';
import { endText, pathsReport } from '../report/paths';
import { unrecognised } from '../unrecognised';
import { write } from '../write-file';

/** Who reaches what: the shortest path for each pair. */
export async function reach(paths: readonly string[], options: ReachOptions, console: Console): Promise<ExitStatus> {
  const { from, to, possible } = options;
  if (from === undefined && to === undefined) throw new UsageError('say `--from`, `--to` or both');
  const { cwd, today } = console;
  const what = { paths: paths.length > 0 ? paths : ['.'], cwd, config: options.config, today };
  const read = await withProgress(options, async progress => placed(await readWorkspace(what, progress), progress));
  const say = options.quiet ? () => {} : console.note;
  for (const line of unrecognised(read)) say(line);
  for (const [uri, { message }] of errorsByDocument(read)) say(`${read.names.file(uri)}: not read whole, ${message}`);
  const found = ask({ from, to, possible }, read.workspace.snapshot, uri => read.names.file(uri));
  if (found.unknown.length > 0) throw new UsageError(unknownNames(found));
  for (const line of ambiguities(found)) say(line);
  await print(found, options, console);
  if (options.format === 'text') for (const line of [...unread(found), limits]) say(line);
  return readingStatus(read);
}

function unknownNames({ unknown, near }: AccessPaths): string {
  const hints = near.filter(({ names }) => names.length > 0);
  const hint = hints.map(({ names }) => `; did you mean ${names.map(quoted).join(' or ')}?`).join('');
  return `nothing here is called ${unknown.map(quoted).join(' or ')}${hint}`;
}

/** More principals than these are counted. */
const MOST_NAMED = 5;

function unread({ unread: all }: AccessPaths): readonly string[] {
  const named = all.slice(0, MOST_NAMED).map(({ principal, policies }) => {
    const each = [...new Set(policies)].map(quoted).join(' and ');
    return `not known here: what ${each} on ${quoted(principal.name)} allows`;
  });
  const more = all.length - named.length;
  return more > 0 ? [...named, `not known here: what policies on ${more} more principals allow`] : named;
}

function ambiguities({ ambiguous }: AccessPaths): readonly string[] {
  return ambiguous.map(({ name, means }) => {
    const each = means.map(end => `${end.kind} ${endText(end)}${end.at ? ` in ${end.at.file}` : ''}`);
    return `${quoted(name)} is ${means.length} things, all of which are meant: ${each.join('; ')}`;
  });
}

function quoted(name: string): string {
  return `\`${name}\``;
}

async function print(found: AccessPaths, { format, output, color }: ReachOptions, console: Console): Promise<void> {
  const colours = console.colours && color && output === undefined;
  const text = format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : pathsReport(found, paint(colours));
  if (output === undefined) console.out(text);
  else await write(resolve(console.cwd, output), text);
}
