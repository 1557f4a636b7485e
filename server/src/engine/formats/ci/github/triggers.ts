/** What starts a workflow, and so on which branches it runs. Source: GitHub Docs, "Events that trigger workflows". */
import type { Text } from '../../../model/text';
import { child, children, items, type Place } from '../../place';
import { writtenAt } from '../text-at';
import { anything } from '../ways';

type Parts = Text['parts'];

/** The values that contexts can have, where `on` says all of them. */
export function triggersOf(workflow: Place): ReadonlyMap<string, readonly Parts[]> {
  const on = child(workflow, 'on');
  if (!on) return new Map();
  const events =
    on.node.kind === 'map' ? children(on).map(({ key }) => key) : items(on).flatMap(one => writtenAt(one) ?? []);
  // The event of a workflow that is called is its caller's.
  if (events.length === 0 || events.includes('workflow_call')) return new Map();
  const refs = events.map(event => refsOf(event, child(on, event)));
  const all = refs.flatMap(one => one ?? []);
  return new Map([
    ['github.event_name', events.map(event => [event])],
    ...(refs.every(one => one !== undefined) && all.length <= MAX_REFS ? [['github.ref', all] as const] : []),
  ]);
}

const MAX_REFS = 8;

/** Undefined where it may be any. */
function refsOf(event: string, place: Place | undefined): readonly Parts[] | undefined {
  if (event === 'pull_request') return [['refs/pull/', anything]];
  if (event !== 'push' || !place || child(place, 'tags')) return undefined;
  const branches = child(place, 'branches');
  const names = branches ? items(branches).map(one => writtenAt(one) ?? '*') : ['*'];
  return names.some(name => /[*?+[!]/.test(name)) ? undefined : names.map(name => [`refs/heads/${name}`]);
}
