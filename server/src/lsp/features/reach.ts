import type { AccessPaths } from '../../access-paths';
import { reach } from '../../reach/reach';
import type { Session } from '../session';

/** What no client of ours says counts as not said. */
export function reachOf(question: unknown, session: Session): AccessPaths {
  const { from, to, possible } = (question ?? {}) as Readonly<Record<string, unknown>>;
  const name = (said: unknown) => (typeof said === 'string' && said.trim() !== '' ? said : undefined);
  const asked = { from: name(from), to: name(to), possible: possible === true };
  return reach(asked, session.snapshot, uri => session.clientUri(uri));
}
