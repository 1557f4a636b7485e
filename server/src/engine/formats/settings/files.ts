import { LONGEST_GLOB } from '../../text/glob';
import type { Place } from '../place';
import type { Reader } from './reader';

/** The globs of `files`; undefined when one of them is none. */
export function readFiles(place: Place | undefined, read: Reader): readonly string[] | undefined {
  const globs = read.texts(place, '`files`');
  if (!place || !globs?.some(glob => glob.length > LONGEST_GLOB)) return globs;
  read.report(place.at, `a glob of \`files\` has at most ${LONGEST_GLOB} characters; it may be a list of several`);
  return undefined;
}
