import { runsCode } from '../../../analysis/permissions/code-services';
import type { PassableRole } from '../../../analysis/permissions/passable-roles';
import { part } from '../../../text/text';
import type { Related } from '../../rule';
import { quoted, spoken } from '../quoting';
import type { Judgement } from './judge';

/** So many roles are named; the others are counted. */
const MOST_NAMED = 3;

/** The roles that can really be passed to services that run what their caller gives them: what was reached first. */
export function relatedRoles({ passable, reached, confidence }: Judgement): readonly Related[] {
  if (!passable) return [];
  const found = passable.roles.flatMap(one => {
    const services = one.services.filter(
      ({ name, confidence: of }) => runsCode(name) && (of === 'certain' || confidence === 'possible'),
    );
    return services.length > 0 ? [{ ...one, services }] : [];
  });
  const isReached = ({ role }: PassableRole) => role === reached?.role;
  const inOrder = [...found.filter(isReached), ...found.filter(one => !isReached(one))];
  const next = inOrder[MOST_NAMED];
  return [
    ...inOrder.slice(0, MOST_NAMED).map(related),
    ...(next
      ? [{ message: others(inOrder.length - MOST_NAMED, passable.complete), at: part(next.role.at, 'key') }]
      : []),
  ];
}

function related({ role, services, isNear }: PassableRole): Related {
  const perhaps = isNear ? '' : ', if that lands in the same account';
  const message = `${quoted(role.label)} can be passed to ${spoken(services.map(({ name }) => name))}${perhaps}`;
  return { message, at: part(role.at, 'key') };
}

function others(count: number, complete: boolean): string {
  return complete ? `and ${count} more` : `and at least ${count} more`;
}
