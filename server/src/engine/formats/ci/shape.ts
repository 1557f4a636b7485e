import type { Problem } from '../../model/problem';
import type { Place } from '../place';

export function problemAt({ at }: Place, message: string): Problem {
  return { message: `${message}; what it deploys is not read`, severity: 'error', at };
}

/** What stands at a place, for a sentence. */
export function shapeOf({ node }: Place): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a map';
  return node.value === null ? 'nothing' : 'a single value';
}

/** A colon with a space behind it makes a map of a command: people are to hear of the quotes. */
export function anEntry(place: Place): string {
  return place.node.kind === 'map' ? 'a map (a text with `: ` in it needs quotes)' : shapeOf(place);
}
