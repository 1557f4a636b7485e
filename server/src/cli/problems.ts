import type { Uri } from '../engine/text/text';
import type { FileProblem } from '../files/files';
import { type ExitStatus, exit } from './exit';
import { isSettings } from './find-files';
import type { ReadWorkspace } from './read-workspace';

/**
 * What is wrong with each document of a known format and with each file that might have been one, in order of uri. Those of which
 * nothing is wrong have an empty list.
 */
export function problemsByDocument({
  workspace: { snapshot },
  fileProblems,
}: ReadWorkspace): ReadonlyMap<Uri, readonly FileProblem[]> {
  const unread = [...fileProblems.keys()].filter(uri => !snapshot.source(uri));
  const uris = [...new Set([...snapshot.documents(), ...unread])].sort();
  return new Map(uris.map(uri => [uri, [...(fileProblems.get(uri) ?? []), ...snapshot.problems(uri)]]));
}

/** The first error of each document that was not read whole. */
export function errorsByDocument(read: ReadWorkspace): ReadonlyMap<Uri, FileProblem> {
  const firstErrors = [...problemsByDocument(read)].flatMap(([uri, problems]) => {
    const error = problems.find(({ severity }) => severity === 'error');
    return error ? [[uri, error] as const] : [];
  });
  return new Map(firstErrors);
}

/** Settings that cannot be trusted weigh most, then what was not read. */
export function readingStatus(read: ReadWorkspace): ExitStatus {
  const broken = [...errorsByDocument(read).keys()];
  if (broken.some(isSettings)) return exit.usage;
  return broken.length > 0 ? exit.incomplete : exit.clean;
}
