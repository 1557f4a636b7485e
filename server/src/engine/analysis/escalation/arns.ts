/**
 * How requests name what they are about. Finitely many ARNs wherever that will do: whether one string is in a set is seen at once,
 * whether two patterns meet takes a search.
 */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { matchesWildcards, show, type Text } from '../../model/text';
import { actionFacts } from '../../policy/actions';
import { type Language, literal, patternOf, union, wildcards } from '../../policy/language';
import { type Given, languageOf, standIns } from '../../policy/reading';
import { meansOwnRegion } from '../deployments/regions';
import type { Grant } from '../permissions/permissions';
import { madeUp, unlistedRoles } from '../permissions/role-names';
import { limitsOn } from '../permissions/written-accounts';
import type { Asker } from './asker';
import { mayMean } from './glance';
import type { Target } from './target';

/** Statements that write out more places, or more names, than this are judged by the first of them. */
const MOST_PLACES = 6;
const MOST_NAMES = 40;

/** What requests for an action on the target may name; undefined where a glance shows that no grant means it. */
export function arnsOf(target: Target, action: string, asker: Asker): Language | undefined {
  if (target.name.includes('*')) return union(...arnsOfTarget(target, action, asker).map(inParts));
  const grants = asker.byAction.get(action) ?? [];
  if (!mayBeAsked(target.name, action, asker, target.resource)) return undefined;
  const named = arnsOfTarget(target, action, asker).map(filled);
  return literal(...named, ...target.spellings, ...referencesTo(target, grants));
}

/** Whether a glance at the grants for the action leaves it open that they mean what is called so. */
export function mayBeAsked(name: string, action: string, { byAction }: Asker, resource?: Resource): boolean {
  const grants = byAction.get(action);
  if (!grants) return false;
  return endingsOf(action, name).some(ending => mayMean(grants, ending, resource?.id));
}

/** What stands after the account in ARNs of what is called so, `function:orders`, as the action works on it. */
function endingsOf(action: string, name: string): readonly string[] {
  return patternsOf(action).map(pattern => filled(withName(pattern, name)));
}

const NAME = '\0';

/** How requests for an action name what it works on, with a `*` for the name: `arn:*:states:*:*:stateMachine:*`. */
export function formsOf(action: string): readonly string[] {
  const known = forms.get(action) ?? readForms(action);
  forms.set(action, known);
  return known;
}

/** By the actions of the catalogue. */
const forms = new Map<string, readonly string[]>();

function readForms(action: string): readonly string[] {
  return patternsOf(action).map(pattern => {
    const ending = filled(withName(pattern, NAME)).replace(NAME, '*');
    return [...pattern.split(':').slice(0, 5), ending].join(':');
  });
}

/** Where a template refers to something that has no ARN of its own to say, the reference stands for it. */
function referencesTo({ resource }: Target, grants: readonly Grant[]): readonly string[] {
  if (!resource) return [];
  const texts = grants.flatMap(({ statement }) => statement.resources.list.slice(0, MOST_NAMES));
  const refers = ({ parts }: Text) => parts.some(part => typeof part !== 'string' && part.resource === resource.id);
  return texts.filter(refers).map(show);
}

/** In its regions, where they are known and nothing that is said means one without naming it. */
function arnsOfTarget({ name, regions }: Target, action: string, asker: Asker): readonly string[] {
  const arns = arnsWith(name, action, asker);
  if (!regions) return arns;
  const said = [...(asker.byAction.get(action) ?? []).map(({ statement }) => statement), ...limitsOf(action, asker)];
  if (said.some(({ resources }) => resources.list.some(meansOwnRegion))) return arns;
  return [...new Set(arns.flatMap(arn => regions.map(region => arn.replace(REGION, `$1${region}:`))))];
}

/** The fourth part of an ARN that has one. */
const REGION = /^(arn:[^:]*:[^:]*:)[^:]+:/;

function arnsWith(name: string, action: string, asker: Asker): readonly string[] {
  return patternsOf(action).flatMap(pattern =>
    placesOf(action, pattern, asker).map(place => place + withName(pattern, name)),
  );
}

/** No part of an ARN holds a colon, so no wildcard stands for more. */
export function inParts(pattern: string): Language {
  return patternOf(wildcards(pattern, true));
}

/**
 * What requests for an action may name that need not be there yet: a name for each pattern of its grants, and of what limits them, for
 * a boundary or a Deny may leave nothing but the names that it writes itself.
 */
export function arnsOfNew(action: string, asker: Asker): readonly string[] {
  const known = asker.newArns.get(action);
  if (known) return known;
  const made = makeNew(action, asker);
  asker.newArns.set(action, made);
  return made;
}

function makeNew(action: string, asker: Asker): readonly string[] {
  const patterns = patternsOf(action);
  if (patterns.length === 0) return ['*'];
  const granting = (asker.byAction.get(action) ?? []).map(({ statement }) => statement);
  const said = [...granting.filter(({ resources }) => resources.mode === 'only'), ...limitsOf(action, asker)];
  const written = said.flatMap(statement => filledIn(statement, asker.permissions.given));
  const fitting = written.flatMap(arn => completed(arn, patterns) ?? []);
  const anew = patterns.flatMap(pattern =>
    placesOf(action, pattern, asker).map(place => place + filled(withName(pattern, unlistedRoles[0]))),
  );
  return [...new Set([...anew, ...fitting])].slice(0, MOST_NAMES);
}

/** An ARN that fits one of the patterns: a wildcard at its end may stand for further parts, `orders*` for `orders:3`. */
function completed(arn: string, patterns: readonly string[]): string | undefined {
  const longer = arn.endsWith(FILLING) ? [`${arn}:${FILLING}`, `${arn}/${FILLING}`] : [];
  return [arn, ...longer].find(one => patterns.some(pattern => matchesWildcards(pattern, one)));
}

/** Of these, the names that patterns with a wildcard leave open. */
export function arnsByPattern(action: string, asker: Asker): readonly string[] {
  return arnsOfNew(action, asker).filter(arn => madeUp.some(part => arn.includes(part)));
}

/** Those that may speak of the action. */
function limitsOf(action: string, { permissions, concerning }: Asker): readonly PolicyStatement[] {
  return limitsOn(permissions).filter(statement => concerning.actionsIn(statement).has(action));
}

/** What kind of thing an action makes or uses; undefined for one that names none. */
export function kindOf(action: string): string | undefined {
  return patternsOf(action)[0];
}

/** Types of which an action may name several, and that one is which counts. */
const telling = ['instance', 'task', 'task-definition', 'function', 'stack', 'stackset', 'project'];

const patterns = new Map<string, readonly string[]>();

/** `arn:*:iam::*:role/*`, by AWS's documentation of the action. */
function patternsOf(action: string): readonly string[] {
  const known = patterns.get(action);
  if (known) return known;
  const types = actionFacts(action)?.resourceTypes ?? [];
  const found = types.find(({ name }) => telling.includes(name));
  const arns = (found ? [found] : types).flatMap(type => type.arns);
  patterns.set(action, arns);
  return arns;
}

/** What stands after the account, with the name for the first part that is open. */
function withName(pattern: string, name: string): string {
  const rest = pattern.split(':').slice(5).join(':');
  return rest.replace('*', () => name);
}

/**
 * How ARNs of a type begin, up to the account's colon: where the principal stands, and where what is said of the action says that it
 * may, as far as its account is not known.
 */
function placesOf(action: string, pattern: string, asker: Asker): readonly string[] {
  const known = asker.places.get(`${action} ${pattern}`);
  if (known) return known;
  const places = readPlaces(action, pattern, asker);
  asker.places.set(`${action} ${pattern}`, places);
  return places;
}

function readPlaces(action: string, pattern: string, asker: Asker): readonly string[] {
  const { given } = asker.permissions;
  const granting = (asker.byAction.get(action) ?? []).map(({ statement }) => statement);
  const limits = given.account === undefined ? limitsOf(action, asker) : [];
  const texts = [...granting, ...limits].flatMap(({ resources }) => resources.list.slice(0, MOST_NAMES));
  const places = texts.flatMap(text => placeIn(show(text), pattern, given) ?? []);
  return [...new Set([placeBy(pattern, given), ...places])].slice(0, MOST_PLACES);
}

interface Place {
  readonly partition?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** Partition, service, region and account of an ARN, each of which may be a hole, `${AWS::Partition}`. */
const ARN = /^arn:((?:\$\{[^}]*\}|[^:$])*):([^:]*):((?:\$\{[^}]*\}|[^:$])*):((?:\$\{[^}]*\}|[^:$])*):/;

/** Where a text says that things of a type are, as far as that is not known: how their ARNs begin. */
export function placeIn(text: string, pattern: string, given: Given): string | undefined {
  const [, partition, service = '', region, account = ''] = ARN.exec(text) ?? [];
  if (partition === undefined || !matchesWildcards(service, pattern.split(':')[2]!)) return undefined;
  const written = { partition: writtenOut(partition), region: writtenOut(region), account: accountLike(account) };
  return placeBy(pattern, { ...written, ...given });
}

/** The type's own pattern says which parts its ARNs have. */
export function placeBy(pattern: string, { partition, region, account }: Place): string {
  const fields = pattern.split(':');
  const said = [partition ?? standIns.partition, region ?? standIns.region, account ?? standIns.account];
  const [first, third, fourth] = [1, 3, 4].map((field, i) => (fields[field] === '*' ? said[i] : fields[field]));
  return `arn:${first}:${fields[2]}:${third}:${fourth}:`;
}

function writtenOut(field: string | undefined): string | undefined {
  return field && !/[$*?]/.test(field) ? field : undefined;
}

/** An account that a pattern means, `1111*` say; undefined when it means any or none. */
function accountLike(pattern: string): string | undefined {
  const [first = '', ...rest] = pattern.replaceAll('?', '0').split('*');
  const last = rest.join('');
  const id = rest.length > 0 ? first.padEnd(12 - last.length, '0') + last : first;
  return /^\d{12}$/.test(id) && pattern !== '*' ? id : undefined;
}

/** One ARN for each of the resources that a statement writes; what holds a variable about who asks is read by its value. */
function filledIn({ resources }: PolicyStatement, given: Given): readonly string[] {
  return resources.list.slice(0, MOST_NAMES).flatMap(text => {
    const { certain } = languageOf(text, 'pattern', given);
    return certain.kind === 'strings' ? certain.list : (filledText(text, given) ?? []);
  });
}

function filledText(text: Text, given: Given): string | undefined {
  const parts = text.parts.map(part => {
    if (typeof part === 'string') return part.includes('${') ? undefined : filled(part);
    const { certain } = languageOf({ ...text, parts: [part] }, 'literal', given);
    return certain.kind === 'strings' ? certain.list[0] : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** A name that fits a pattern, with a part that nobody wrote for each of its wildcards. */
export function filled(pattern: string): string {
  return pattern.replace(/\*+/g, FILLING).replaceAll('?', 'z');
}

const FILLING = 'zz9f3c';
