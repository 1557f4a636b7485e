/** What an uncertain finding waits for. */
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Resource } from '../../model/resource';
import type { Condition, PolicyStatement } from '../../model/statement';
import { holesIn, show, type Text } from '../../model/text';
import { isTooLong } from '../../policy/extent';
import { quoted, spoken } from './quoting';

/**
 * What decides whether statements allow what they seem to: an open part of one, what a variable in it stands for, or one of the
 * boundaries that nobody here can read; `isCut` where the work ended before that was found out; `otherwise` is said of
 * none of these. Goes before "whether".
 */
export function deciding(
  statements: readonly PolicyStatement[],
  unreadBoundaries: readonly string[],
  isCut = statements.some(isTooLong),
  otherwise = 'only deployment decides',
): string {
  if (isCut) return 'there is too much to work out to tell';
  const texts = statements.flatMap(textsOf);
  const open = texts.flatMap(holesIn).filter(({ kind }) => kind === 'parameter' || kind === 'opaque');
  const names = [...new Set([...open.map(({ hole }) => hole), ...texts.flatMap(variablesIn)])];
  if (names.length > 0) return `${spoken(names)} ${names.length > 1 ? 'decide' : 'decides'}`;
  const [boundary] = unreadBoundaries;
  if (boundary !== undefined) return `the permissions boundary ${quoted(boundary)} decides`;
  const [key] = statements.flatMap(({ conditions }) => conditions.filter(asksWhoAsks));
  return key === undefined ? otherwise : `${quoted(key.key)} decides`;
}

/** What no template says of the sessions of a role. */
function asksWhoAsks({ key }: Condition): boolean {
  return /^aws:(principaltag\/|userid$|sourceidentity$|federatedprovider$)/i.test(key);
}

/** The permissions boundaries of a principal that the workspace does not hold. */
export function unreadBoundaries({ boundary, at }: Resource, index: WorkspaceIndex): readonly string[] {
  const isKept = (policy: Text) => /:iam::aws:policy\//.test(show(policy));
  const unread = boundary.filter(
    ({ policy }) => !isKept(policy) && index.named(policy, ['policy'], at.uri).length === 0,
  );
  return unread.map(({ policy }) => show(policy));
}

/** All that a statement says besides its effect. */
export function textsOf({ actions, resources, conditions }: PolicyStatement): readonly Text[] {
  return [...actions.list, ...resources.list, ...conditions.flatMap(({ values }) => values)];
}

/** Policy variables, `${aws:PrincipalTag/team}`: who asks decides them. */
function variablesIn({ parts }: Text): readonly string[] {
  return parts.flatMap(part => (typeof part === 'string' ? (part.match(/\$\{[^}]{1,200}:[^}]{1,200}\}/g) ?? []) : []));
}
