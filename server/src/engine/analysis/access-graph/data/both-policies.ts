/** What a principal may do with a resource whose own policies decide as well. */
import type { ResourceId } from '../../../model/ids';
import type { PolicyStatement } from '../../../model/statement';
import { show } from '../../../model/text';
import type { KeyStates } from '../../../policy/context';
import { type Language, literal, literalIgnoringCase, union } from '../../../policy/language';
import type { Given } from '../../../policy/reading';
import { type Request, requests } from '../../../policy/request-set';
import { witness } from '../../../policy/witness';
import type { SourcePointer } from '../../../text/text';
import { accessTo } from '../../permissions/access';
import { readable } from '../../permissions/iam-names';
import { demandsInWords } from '../conditions';
import type { Entry } from '../directory/entries';
import { type Pattern, patternsIn } from '../directory/patterns';
import { nameOwnRegion } from '../directory/regions';
import { arnsIn } from '../directory/request-arns';
import type { Reader } from '../reader';
import { givenBy } from './data-requests';

export interface Allowed {
  readonly request: Request;
  readonly isSure: boolean;
  readonly because: readonly SourcePointer[];
  /** What a caller must meet, in words. */
  readonly conditions: readonly string[];
}

type Context = Readonly<Record<string, KeyStates>>;

/** By its name; and where that gives nothing sure, by what the principal's own policies call it. */
export function askBoth(
  action: string,
  form: string,
  entry: Entry,
  reader: Reader,
  context: Context = {},
): Allowed | undefined {
  const byName = askFor(action, arnsWritten(form, entry, reader), entry, reader, context);
  const reference = byName?.isSure ? undefined : referenceTo(entry.resource.id, form, reader);
  const found = reference === undefined ? undefined : askFor(action, literal(reference), entry, reader, context);
  if (!found) return byName;
  // What denies by name does not meet what is called by reference.
  const isSure = found.isSure && ![...entry.policies, ...reader.limits()].some(isByName);
  return isSure || !byName ? { ...found, isSure } : byName;
}

/** Its name in its own account, and where its policies or the principal's say that it is. */
function arnsWritten(form: string, entry: Entry, reader: Reader): Language {
  const statements = [...reader.permissions.grants.map(({ statement }) => statement), ...entry.policies];
  const known = givenAt(entry, statements, reader);
  const places = new Map<string, Given>(known.map(given => [`in ${given.region}`, given]));
  for (const pattern of statements.flatMap(patternsIn)) {
    if (places.size > MOST_PLACES) break;
    if (!(pattern.account ?? pattern.region) || isElsewhere(pattern, entry)) continue;
    for (const given of known) {
      places.set(`${pattern.account} ${pattern.region} ${given.region}`, givenBy(pattern, given));
    }
  }
  return union(...[...places.values()].map(place => arnsIn(form, entry.resource, place)));
}

function isElsewhere({ region }: Pattern, { regions }: Entry): boolean {
  return region !== undefined && regions !== undefined && !regions.includes(region);
}

/** Of more places that are written, the first are asked about. */
const MOST_PLACES = 4;

/** One for each of its regions. Where nobody knows its account, it is in that of who asks. */
function givenAt(
  { home: { account }, regions }: Entry,
  statements: readonly PolicyStatement[],
  { permissions, limits }: Reader,
): readonly Given[] {
  const given = account === undefined ? permissions.given : { ...permissions.given, account };
  const isNamed = regions && !nameOwnRegion([...statements, ...limits()]);
  return isNamed ? regions.map(region => ({ ...given, region })) : [given];
}

function isByName(statement: PolicyStatement): boolean {
  if (statement.effect !== 'Deny') return false;
  return patternsIn(statement).some(({ refersTo, rest }) => refersTo === undefined && rest !== '*');
}

function referenceTo(id: ResourceId, form: string, { permissions }: Reader): string | undefined {
  const [, , service, , , ending = ''] = form.split(':');
  const isInside = ending.includes('/') && service === 's3';
  for (const { statement } of permissions.grants) {
    const named = patternsIn(statement).filter(({ refersTo }) => refersTo === id);
    const text = named.map(pattern => show(pattern.text)).find(shown => !isInside || shown.includes('/'));
    if (text !== undefined) return text.replaceAll('*', 'zz9f3c');
  }
  return undefined;
}

function askFor(
  action: string,
  arns: Language,
  { resource }: Entry,
  { permissions, index }: Reader,
  context: Context,
): Allowed | undefined {
  const asked = requests({ action: literalIgnoringCase(action), resource: arns, context });
  const { bounds, because, demands } = accessTo(permissions, index.resource(resource.id) ?? resource, asked, index);
  const budget = permissions.effort.budget();
  const sure = bounds.certain.exceeds ? undefined : witness(bounds.certain, { actions: [action] }, budget);
  const found = sure ?? witness(bounds.possible, { actions: [action] }, budget);
  if (!found) return undefined;
  return {
    request: readable({ ...found, action }),
    isSure: sure !== undefined,
    because: because.length > 0 ? because : [resource.at],
    conditions: demandsInWords(demands),
  };
}
