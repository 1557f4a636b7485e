/** What one landing of a template makes of it: parameters set, conditions decided. What nobody decides stays open. */
import type { Deployment } from '../../model/deployment';
import type { Resource } from '../../model/resource';
import { type PolicyStatement, type Principal, withTexts } from '../../model/statement';
import { type Answer, type Hole, joined, type Patterns, type Text } from '../../model/text';
import type { Choice, When } from '../../model/when';

/** More parts than this a text does not get. */
const MAX_PARTS = 50;

/** The text where its template lands like this; the same object when nothing in it is decided there. */
export function textAt(text: Text, landing: Deployment): Text {
  if (!text.parts.some(part => typeof part === 'object' && decidedValue(part, landing) !== undefined)) return text;
  const parts = text.parts.flatMap(part =>
    typeof part === 'object' ? (decidedValue(part, landing) ?? [part]) : [part],
  );
  return parts.length > MAX_PARTS ? text : { parts: joined(parts), at: text.at };
}

/** Whether what exists under these choices exists in this landing. */
export function existsAt(when: When | undefined, landing: Deployment): Answer {
  if (when === undefined) return 'yes';
  const answers = when.map(choices => every(choices.map(one => holds(one, landing))));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** The choices that this landing leaves open. */
export function whenAt(when: When | undefined, landing: Deployment): When | undefined {
  const answer = existsAt(when, landing);
  if (when === undefined || answer === 'yes') return undefined;
  if (answer === 'no') return [];
  const open = when.filter(choices => every(choices.map(one => holds(one, landing))) !== 'no');
  return open.map(choices => choices.filter(one => holds(one, landing) === 'maybe'));
}

/** The resource as it is made in this landing; undefined when it is not. The same object when nothing is decided there. */
export function resourceAt(resource: Resource, landing: Deployment): Resource | undefined {
  const when = whenAt(resource.when, landing);
  if (when?.length === 0) return undefined;
  if (!decidesAnything(landing)) return resource;
  const { when: _, ...own } = resource;
  const claims = same(resource.claims, claim => changed(claim, 'text', textAt(claim.text, landing)));
  const textsAt = (texts: readonly Text[]) => same(texts, text => textAt(text, landing));
  const mentions = textsAt(resource.mentions);
  const { variables = none, elsewhere = none } = resource;
  const [filled, things] = [textsAt(variables), textsAt(elsewhere)];
  const grants = statementsAt(resource.grants, landing);
  const trust = statementsAt(resource.trust, landing);
  const isSame =
    claims === resource.claims &&
    mentions === resource.mentions &&
    filled === variables &&
    things === elsewhere &&
    grants === resource.grants &&
    trust === resource.trust &&
    (when === undefined) === (resource.when === undefined);
  if (isSame) return resource;
  const open = {
    ...(filled.length > 0 ? { variables: filled } : {}),
    ...(things.length > 0 ? { elsewhere: things } : {}),
  };
  return { ...own, ...(when ? { when } : {}), claims, mentions, ...open, grants, trust };
}

const none: readonly Text[] = [];

/** A statement with all that it says, whom it names too, as it is in this landing; undefined when it does not exist there. */
export function statementAt(statement: PolicyStatement, landing: Deployment): PolicyStatement | undefined {
  const when = whenAt(statement.when, landing);
  if (when?.length === 0) return undefined;
  const { when: _, principals, ...own } = withTexts(statement, text => textAt(text, landing));
  const list = principals?.list.map(principal => principalAt(principal, landing));
  return { ...own, ...(principals && list ? { principals: { ...principals, list } } : {}), ...(when ? { when } : {}) };
}

function principalAt(principal: Principal, landing: Deployment): Principal {
  if (principal.kind === 'account') return { ...principal, account: textAt(principal.account, landing) };
  return principal.kind === 'identity' ? { ...principal, arn: textAt(principal.arn, landing) } : principal;
}

/** The statements that exist there, as they are there. */
function statementsAt(statements: readonly PolicyStatement[], landing: Deployment): readonly PolicyStatement[] {
  const there = statements.filter(({ when }) => existsAt(when, landing) !== 'no');
  const read = same(there, statement => {
    const resources = patternsAt(statement.resources, landing);
    const { when: written, ...own } = changed(statement, 'resources', resources);
    const when = whenAt(written, landing);
    if (resources === statement.resources && (when === undefined) === (written === undefined)) return statement;
    return when ? { ...own, when } : own;
  });
  return there.length === statements.length && read === there ? statements : read;
}

function patternsAt(patterns: Patterns, landing: Deployment): Patterns {
  return changed(
    patterns,
    'list',
    same(patterns.list, text => textAt(text, landing)),
  );
}

/** The same list when each item of it stays the same. */
function same<T>(list: readonly T[], make: (item: T) => T): readonly T[] {
  const made = list.map(make);
  return made.every((item, i) => item === list[i]) ? list : made;
}

function changed<T, K extends keyof T>(whole: T, key: K, value: T[K]): T {
  return whole[key] === value ? whole : { ...whole, [key]: value };
}

function every(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

function holds({ of, value, is, default: usual }: Choice, landing: Deployment): Answer {
  const known = wordsAt(of, landing) ?? (hasDefaults(landing) && !gives(of, landing) ? usual : undefined);
  const wanted = value.includes('${') ? wordsAt(value, landing) : value;
  if (known === undefined || wanted === undefined) return 'maybe';
  return (known === wanted) === is ? 'yes' : 'no';
}

/** What a hole, or a text of holes (`${App}-${Env}`), is called by is in this landing; undefined when that stays open. */
function wordsAt(described: string, landing: Deployment): string | undefined {
  const own = given({ hole: described, kind: 'parameter' }, landing);
  if (own) return literalOf(own);
  if (!described.includes('${')) return undefined;
  let isKnown = true;
  const filled = described.replace(/\$\{([^}]*)\}/g, (_, hole: string) => {
    const value = given({ hole, kind: 'parameter' }, landing);
    const literal = value && literalOf(value);
    isKnown &&= literal !== undefined;
    return literal ?? '';
  });
  return isKnown ? filled : undefined;
}

function literalOf(parts: Text['parts']): string | undefined {
  return parts.every(part => typeof part === 'string') ? parts.join('') : undefined;
}

/** What the landing makes of a hole; undefined when it leaves it open. */
function decidedValue(hole: Hole, landing: Deployment): Text['parts'] | undefined {
  const own = given(hole, landing);
  if (own) return own;
  const found = hole.cases?.filter(({ when }) => existsAt(when, landing) !== 'no');
  if (found?.length === 1) return existsAt(found[0]!.when, landing) === 'yes' ? [found[0]!.value] : undefined;
  if (hole.kind !== 'parameter' || hole.cases || hole.default === undefined) return undefined;
  return hasDefaults(landing) && !gives(hole.hole, landing) ? [hole.default] : undefined;
}

function given({ hole, kind }: Pick<Hole, 'hole' | 'kind'>, landing: Deployment): Text['parts'] | undefined {
  const { parameters, account, region, name } = landing;
  if (kind !== 'reference' && Object.hasOwn(parameters, hole)) return parameters[hole]!.parts;
  if (hole === 'AWS::AccountId') return account?.parts;
  if (hole === 'AWS::Region') return region?.parts;
  return hole === 'AWS::StackName' && name !== undefined ? [name] : undefined;
}

/** Whether something is given for a parameter, or for a part of it. */
function gives(name: string, { parameters }: Deployment): boolean {
  return Object.keys(parameters).some(one => one === name || one.startsWith(`${name}.`) || one.startsWith(`${name}[`));
}

/** Whether a parameter that is not given has its default there. */
export function hasDefaults({ isWhole, parameters }: Deployment): boolean {
  return isWhole ?? Object.keys(parameters).length > 0;
}

/** Whether anything may be otherwise than the template has it. */
function decidesAnything(landing: Deployment): boolean {
  const { account, region, name, parameters } = landing;
  return hasDefaults(landing) || !!(account ?? region ?? name) || Object.keys(parameters).length > 0;
}
