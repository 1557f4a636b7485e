/** Two states of a workspace read alike, so that only what was changed is different. */
import type { PolicyStatement, Principal } from '../../model/statement';
import { type Hole, joined, type Patterns, type Text } from '../../model/text';
import type { When } from '../../model/when';
import type { Given } from '../../policy/reading';
import type { World } from '../../policy/when';
import { type ParameterValues, textsOf } from '../deployments/parameter-values';
import type { Supposition } from '../permissions/permissions';

/** How both states are read. */
export interface Reading {
  /** What a template leaves open is a text of its own, the same in both states, and no wildcard; a parameter is its default. */
  readonly named: boolean;
  /** The choices that are made; undefined: all that the template leaves. */
  readonly world: World | undefined;
}

/** `now`: what is known of the same principal as it is now, which decides names and accounts before as well. */
export function supposing({ named, world }: Reading, now?: Given): Supposition {
  return {
    values: known => {
      const chosen = world ? inWorld(known, world) : known;
      return named ? naming(chosen) : chosen;
    },
    given: known => (now ? withNames(known, now) : known),
  };
}

/** What a resource is called does not change who may use it. */
export function withNames(known: Given, now: Given): Given {
  const { account: _, region: __, partition: ___, ...rest } = known;
  const { account, region, partition } = now;
  return {
    ...rest,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(partition === undefined ? {} : { partition }),
    nameOf: hole => now.nameOf?.(hole) ?? known.nameOf?.(hole),
  };
}

function inWorld(known: ParameterValues, world: World): ParameterValues {
  const when: ParameterValues['when'] = (asked, document) => chosenWhen(known.when(asked, document), world);
  return {
    text: known.text.bind(known),
    when,
    statement: written => {
      const { when: own, ...statement } = known.statement(written);
      const chosen = chosenWhen(own, world);
      return chosen ? { ...statement, when: chosen } : statement;
    },
  };
}

function chosenWhen(when: When | undefined, world: World): When | undefined {
  if (world.holds(when)) return undefined;
  return world.mayHold(when) ? when : [];
}

function naming(known: ParameterValues): ParameterValues {
  return {
    text: text => namedText(known.text(text)),
    statement: statement => namedStatement(known.statement(statement)),
    when: (when, document) => known.when(when, document),
  };
}

/** With a name for each open part, those of its principals too. */
export function namedStatement(statement: PolicyStatement): PolicyStatement {
  const { principals, actions, resources, conditions } = statement;
  return {
    ...statement,
    ...(principals ? { principals: { ...principals, list: principals.list.map(namedPrincipal) } } : {}),
    actions: namedPatterns(actions),
    resources: namedPatterns(resources),
    conditions: conditions.map(condition => ({ ...condition, values: condition.values.map(namedText) })),
  };
}

export function hasOpenParts(statement: PolicyStatement): boolean {
  const named = (statement.principals?.list ?? []).flatMap(textOf);
  return [...textsOf(statement), ...named].some(({ parts }) =>
    parts.some(part => typeof part !== 'string' && isOpen(part)),
  );
}

function textOf(principal: Principal): readonly Text[] {
  switch (principal.kind) {
    case 'account':
      return [principal.account];
    case 'identity':
      return [principal.arn];
    case 'service':
      return [principal.name];
    case 'federated':
      return [principal.provider];
    default:
      return [];
  }
}

function namedPatterns(patterns: Patterns): Patterns {
  return { ...patterns, list: patterns.list.map(namedText) };
}

function namedPrincipal(principal: Principal): Principal {
  switch (principal.kind) {
    case 'account':
      return { ...principal, account: namedText(principal.account) };
    case 'identity':
      return { ...principal, arn: namedText(principal.arn) };
    case 'service':
      return { ...principal, name: namedText(principal.name) };
    case 'federated':
      return { ...principal, provider: namedText(principal.provider) };
    default:
      return principal;
  }
}

function namedText(text: Text): Text {
  if (!text.parts.some(part => typeof part !== 'string' && isOpen(part))) return text;
  const parts = text.parts.map(part => (typeof part !== 'string' && isOpen(part) ? nameFor(part) : part));
  return { ...text, parts: joined(parts) };
}

function isOpen({ kind }: Hole): boolean {
  return kind === 'parameter' || kind === 'opaque';
}

/** In quotes that no ARN holds, and without what is more than a letter in a pattern. */
function nameFor({ hole, default: usual }: Hole): string {
  return usual ?? `‹${hole.replace(/[‹›*?:/${}]/g, '·')}›`;
}

/** The open parts as a person writes them. */
export function asWritten(text: string): string {
  return text.replace(/‹([^›]*)›/g, (_, name: string) => `\${${name}}`);
}
