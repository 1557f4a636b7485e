import { matchesWildcards } from '../../model/text';
import type { Language } from '../../policy/language';
import { show } from '../../policy/language/pattern';
import type { RequestSet } from '../../policy/request-set';
import { hasShape } from '../index/role-shapes';
import type { NameShape } from '../index/workspace-index';

const any: NameShape = { beginning: '' };

/** What the roles are called that requests of the set may be about: at least these, for what takes some away is left out. */
export function shapesIn({ pieces }: RequestSet): readonly NameShape[] {
  const shapes = pieces.flatMap(({ box }) => shapesOf(box.resource));
  if (shapes.some(shape => widthOf(shape) === widthOf(any))) return [any];
  return [...new Map(shapes.map(shape => [JSON.stringify(shape), shape])).values()];
}

/** Whether a role may have one of these shapes and fit a pattern of names too; seen at their ends, whatever lies between. */
export function mayFit(shapes: readonly NameShape[], pattern: string): boolean {
  const [beginning = '', ...others] = pattern.split(/[*?]/);
  const ending = others.at(-1) ?? '';
  return shapes.some(shape => {
    if ('name' in shape) return matchesWildcards(pattern, shape.name);
    if (others.length === 0) return hasShape(pattern, shape);
    if ('beginning' in shape) return shape.beginning.startsWith(beginning) || beginning.startsWith(shape.beginning);
    return shape.ending.endsWith(ending) || ending.endsWith(shape.ending);
  });
}

function shapesOf(resource: Language): readonly NameShape[] {
  switch (resource.kind) {
    case 'strings':
      return resource.list.flatMap(shapeOfPattern);
    case 'glob':
      return shapeOfPattern(show(resource.tokens));
    case 'any':
      return resource.of.flatMap(shapesOf);
    case 'all':
      return resource.of.map(shapesOf).reduce((best, other) => (widest(other) < widest(best) ? other : best));
    default:
      return [any];
  }
}

/** A path in IAM may hold a colon, and so `:role/`; nobody's does. */
function shapeOfPattern(arn: string): readonly NameShape[] {
  const at = arn.lastIndexOf(ROLE);
  const name = at < 0 ? arn : arn.slice(at + ROLE.length);
  const [first = '', ...others] = name.split(/[*?]/);
  if (others.length === 0) return at < 0 ? [] : [{ name }];
  return at < 0 || first === '' ? [{ ending: others.at(-1)! }] : [{ beginning: first }];
}

const ROLE = ':role/';

/** How much a shape leaves open; the less of a name it fixes, the more. */
function widthOf(shape: NameShape): number {
  if ('name' in shape) return 0;
  return 1 / (1 + ('beginning' in shape ? shape.beginning : shape.ending).length);
}

function widest(shapes: readonly NameShape[]): number {
  return Math.max(0, ...shapes.map(widthOf));
}
