/** Which resources a statement writes, as far as a glance tells; the engine decides what comes of that. */
import type { ResourceId } from '../../../model/ids';
import { isRegion } from '../../../model/region';
import type { PolicyStatement } from '../../../model/statement';
import type { Hole, Text } from '../../../model/text';
import { meansOwnRegion } from '../../deployments/regions';

/** What one of a statement's resources can mean at most. */
export interface Pattern {
  readonly text: Text;
  /** With `*` for what is open; of a whole ARN, its third part. */
  readonly service: string;
  /** Twelve digits where they are written out; undefined for the principal's own, or any. */
  readonly account: string | undefined;
  /** Where it is written out. */
  readonly region: string | undefined;
  /** With `*` for what is open, as `service`. */
  readonly regions: string;
  /** The region is that of the template's own stack. */
  readonly isOfOwnRegion: boolean;
  /** What stands after the account. */
  readonly rest: string;
  /** The only resource that it can mean. */
  readonly refersTo: ResourceId | undefined;
  /** By which of its attributes, and what follows in the pattern, with `*` for what is open. */
  readonly reference: { readonly hole: Hole; readonly followed: string } | undefined;
  /** It means just what it says: nothing in it is for deployment, or for who asks, to decide. */
  readonly isPlain: boolean;
}

const remembered = new WeakMap<PolicyStatement, readonly Pattern[]>();

/** More resources of one statement than AWS takes of a policy are not looked at. */
const MOST_PATTERNS = 1000;

/** Of NotResource, one that may mean anything. */
export function patternsIn(statement: PolicyStatement): readonly Pattern[] {
  const known = remembered.get(statement);
  if (known) return known;
  const { mode, list, at } = statement.resources;
  const all: Text = { parts: ['*'], at };
  const found = mode === 'only' ? list.slice(0, MOST_PATTERNS).map(patternOf) : [{ ...patternOf(all), isPlain: false }];
  remembered.set(statement, found);
  return found;
}

function patternOf(text: Text): Pattern {
  const { parts } = text;
  const widest = widestOf(parts);
  const [, , service = '*', region = '', account = '', ...rest] = fieldsOf(widest);
  const isWhole = rest.length > 0;
  const found = referenceIn(parts);
  const reference = found && { hole: found.hole, followed: widestOf(parts.slice(found.at + 1)) };
  return {
    text,
    service: isWhole ? service : '*',
    account: /^\d{12}$/.test(account) ? account : undefined,
    region: isRegion(region) ? region : undefined,
    regions: isWhole ? region : '*',
    isOfOwnRegion: meansOwnRegion(text),
    rest: isWhole ? rest.join(':') : widest.includes('*') ? '*' : widest,
    refersTo: reference?.hole.resource,
    reference,
    isPlain: parts.every(
      part => isFixed(part) && (typeof part === 'string' || !part.resource || part === reference?.hole),
    ),
  };
}

function widestOf(parts: Text['parts']): string {
  return parts.map(part => (typeof part === 'string' ? part.replace(/\$\{[^}]*\}/g, '*') : '*')).join('');
}

/** An ARN, a whole name, the ARN of a table's stream, or the id that a database's users are named with. */
const TELLING = /^(?:arn|name|stream_?arn|dbi_?resource_?id|db_?cluster_?resource_?id|(?:cluster_)?resource_id)$/i;

/** To a resource by what means it alone. */
function referenceIn(parts: Text['parts']): { readonly hole: Hole; readonly at: number } | undefined {
  const at = parts.findIndex(part => typeof part !== 'string' && part.resource !== undefined);
  const hole = parts[at] as Hole | undefined;
  if (!hole || !TELLING.test(hole.attribute ?? '')) return undefined;
  const [before = '', after = ''] = [parts[at - 1], parts[at + 1]];
  const isWhole =
    typeof before === 'string' && typeof after === 'string' && /(^|[:/])$/.test(before) && /^($|[:/])/.test(after);
  return isWhole ? { hole, at } : undefined;
}

function fieldsOf(pattern: string): readonly string[] {
  const fields = pattern.split(':');
  return fields.length > 5 ? [...fields.slice(0, 5), fields.slice(5).join(':')] : [];
}

/** The same in all stacks of an account, or one resource. */
function isFixed(part: string | Hole): boolean {
  if (typeof part === 'string') return !part.includes('${');
  if (part.kind === 'ambient') return /account_?id$|region(\.(name|id|region))?$|partition$|suffix$/i.test(part.hole);
  return part.kind === 'reference' && part.resource !== undefined;
}
