/** Whom a federation lets in, by what a trust policy asks of their tokens: "anyone with push access to a repository". */
import type { Condition, PolicyStatement } from '../../../model/statement';
import { certainReadings, matchesWildcards, show } from '../../../model/text';
import { cognito } from './federations/cognito';
import { github } from './federations/github';
import type { Provider } from './federations/providers';
import { tokensOf } from './federations/subjects';
import type { TokensOf } from './federations/tokens';

/** Those whose tokens are alike to a trust policy. */
export interface Scope extends TokensOf {
  /** The same for the same people, whichever role trusts them. */
  readonly id: string;
}

/** Where the role is that takes the tokens. */
export interface Place {
  readonly account: string | undefined;
  readonly uri: string;
}

/** Empty where nobody's token will do. */
export function scopesOf({ conditions }: PolicyStatement, provider: Provider, place: Place): readonly Scope[] {
  const { name } = provider;
  const asked = claimsIn(conditions, name);
  if ([...asked.values()].some(values => values.length === 0)) return [];
  const issuer = issuerOf(provider, place);
  const subjects = asked.get('sub') ?? [undefined];
  const scopes = subjects.flatMap(subject => {
    const id = [issuer, ...(subject === undefined ? [] : [subject])].join(':');
    if (isCognito(name)) return guestsAndOthers(id, subject, asked, place);
    if (!isGitHub(name)) return [{ id, ...tokensOf(subject, name) }];
    return [{ id: `${id}${besides(asked, ['sub'])}`, ...github(subject, claim => asked.get(claim), name) }];
  });
  return [...new Map(scopes.map(scope => [scope.id, scope])).values()];
}

const isGitHub = (provider: string) => /githubusercontent\.com|\/_services\/token/i.test(provider);
const isCognito = (provider: string) => /^cognito-identity[\w-]*\.amazonaws\.com/i.test(provider);

/** What a provider of SAML is called tells it from others of its account alone. */
function issuerOf({ name, kind, account }: Provider, place: Place): string {
  const own = kind === 'saml' ? (account ?? place.account) : undefined;
  return ['federated', ...(own === undefined ? [] : [own]), name].join(':');
}

/** What a template calls its pool, no other means. */
function guestsAndOthers(id: string, subject: string | undefined, asked: Asked, place: Place): readonly Scope[] {
  const pools = asked.get('aud') ?? [undefined];
  return pools.flatMap(pool => {
    const own = pool?.includes('${') ? [place.account, place.uri] : [];
    const ids = [id, ...(pool === undefined ? [] : [pool]), ...own.flatMap(one => one ?? [])];
    const more = besides(asked, ['sub', 'aud', 'amr']);
    return cognito(subject, pool, claim => asked.get(claim)).map(({ states, ...people }) => ({
      id: `${ids.join(' ')} amr=${states}${more}`,
      ...people,
    }));
  });
}

type Asked = ReadonlyMap<string, readonly string[]>;

function besides(asked: Asked, told: readonly string[]): string {
  const others = [...asked].filter(([claim]) => !told.includes(claim));
  return others.map(([claim, values]) => ` ${claim}=${values}`).join('');
}

/** Patterns by claim, all of which a token's has to match one of. Who it is for, `aud`, tells nothing of who has it, but of an identity pool. */
function claimsIn(conditions: readonly Condition[], provider: string): Asked {
  const asked = new Map<string, readonly string[]>();
  for (const condition of conditions) {
    const claim = condition.key.split(':').at(-1)!.toLowerCase();
    const isTelling = (claim !== 'aud' || isCognito(provider)) && claim !== condition.key.toLowerCase();
    const values = isTelling ? valuesOf(condition, claim) : undefined;
    if (values === undefined) continue;
    const known = asked.get(claim);
    asked.set(claim, mapped(claim, provider) ? (known ? inBoth(known, values) : values) : []);
  }
  return asked;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?String(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;

/** `*` is a letter like others where an operator compares whole texts: no token has it. */
function valuesOf({ operator, values }: Condition, claim: string): readonly string[] | undefined {
  const [, quantifier, comparison, ifExists] = OPERATOR.exec(operator) ?? [];
  if (comparison === undefined) return undefined;
  const mayLack = ifExists !== undefined || /^ForAllValues$/i.test(quantifier ?? '');
  if (mayLack && !always.has(claim)) return undefined;
  const written = values.flatMap(value => certainReadings(value).map(parts => show({ ...value, parts })));
  const isLike = /Like/i.test(comparison);
  return [...new Set(isLike ? written : written.filter(value => !/[*?]/.test(value)))];
}

/** Claims that every token carries. */
const always = new Set([
  'sub',
  'aud',
  'amr',
  'repository',
  'repository_id',
  'repository_owner_id',
  'ref',
  'actor',
  'actor_id',
]);

/**
 * Of GitHub's tokens, AWS knows no other claims ("Available keys for AWS OIDC federation", 2026): a condition on another is never met.
 */
function mapped(claim: string, provider: string): boolean {
  return !/token\.actions\.githubusercontent\.com/i.test(provider) || ofGitHub.has(claim);
}

const ofGitHub = new Set([
  ...['sub', 'amr', 'actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref', 'ref', 'repository'],
  ...['repository_id', 'repository_owner_id', 'workflow'],
]);

/** What matches one of each, as far as one of two patterns holds the other. */
function inBoth(some: readonly string[], others: readonly string[]): readonly string[] {
  const both = some.flatMap(one =>
    others.flatMap(other => {
      if (matchesWildcards(other, one)) return [one];
      if (matchesWildcards(one, other)) return [other];
      return /[*?]/.test(one) && /[*?]/.test(other) ? [one.length < other.length ? other : one] : [];
    }),
  );
  return [...new Set(both)];
}
