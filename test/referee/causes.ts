/** Which words of the policies two evaluators read differently. */
import {
  account,
  type ConcreteRequest,
  everything,
  needsResourcePolicy,
  type Policies,
  type Policy,
  type PolicyKind,
  policyKinds,
  policyOf,
  type Statement,
  type World,
} from './world';

/** One pattern, one principal or one condition, alone in an Allow of the kind of policy that it stands in. */
export interface Cause {
  readonly element: (typeof elements)[number] | 'Condition';
  /** Of a condition `Operator Key`. */
  readonly about: string;
  readonly texts: readonly string[];
  readonly policy: { readonly kind: PolicyKind; readonly version: Policy['version'] };
  readonly world: World;
}

const elements = ['Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'] as const;

/** Everything that the policies say, word by word. */
export function wordsOf(world: World): readonly Cause[] {
  return policyKinds.flatMap(kind =>
    (world.policies[kind] ?? []).flatMap(({ version, statements }) =>
      statements.flatMap(written =>
        wordsIn(written, kind).map(({ alone, ...word }) => {
          const policies = placed(world, kind, { version, statements: [alone] });
          return { ...word, policy: { kind, version }, world: { ...world, policies } };
        }),
      ),
    ),
  );
}

/** With all else allowed that has to be for the policy to decide alone. */
function placed(world: World, kind: PolicyKind, policy: Policy): Policies {
  const isEnough = kind === 'resource' && !needsResourcePolicy(world);
  return {
    ...(isEnough ? {} : { identity: [policyOf(everything)] }),
    ...(needsResourcePolicy(world) ? { resource: [policyOf(letAccount)] } : {}),
    [kind]: [policy],
  };
}

const letAccount: Statement = { ...everything, Principal: { AWS: [account] } };

type Word = Pick<Cause, 'element' | 'about' | 'texts'> & { readonly alone: Statement };

function wordsIn(written: Statement, kind: PolicyKind): readonly Word[] {
  const whole: Statement = kind === 'resource' ? { ...everything, Principal: '*' } : everything;
  const patterns = elements.flatMap(element => {
    const value = written[element];
    if (value === undefined) return [];
    const { [opposite(element)]: _, ...rest } = whole;
    const each = element.endsWith('Principal') ? [value] : [value].flat().map(pattern => [pattern]);
    return each.map((one): Word => {
      return {
        element,
        about: element,
        texts: [one].flat().map(text => show(text)),
        alone: { ...rest, [element]: one },
      };
    });
  });
  const conditions = Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Word => {
      const texts = [values].flat().map(String);
      const alone = { ...whole, Condition: { [operator]: { [key]: texts } } };
      return { element: 'Condition', about: `${operator} ${key}`, texts, alone };
    }),
  );
  return [...patterns, ...conditions];
}

function opposite(element: (typeof elements)[number]): (typeof elements)[number] {
  return (element.startsWith('Not') ? element.slice('Not'.length) : element) as (typeof elements)[number];
}

function show(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** The request and the world without all that the disagreement does not need. */
export function smallest(world: World, request: ConcreteRequest, differs: Differs): [World, ConcreteRequest] {
  for (const fewer of simpler(world)) if (differs(fewer, request)) return smallest(fewer, request, differs);
  for (const key of Object.keys(request.context)) {
    const { [key]: _, ...context } = request.context;
    if (differs(world, { ...request, context })) return smallest(world, { ...request, context }, differs);
  }
  return [world, request];
}

type Differs = (world: World, request: ConcreteRequest) => boolean;

function simpler(world: World): readonly World[] {
  return policyKinds.flatMap(kind => {
    const { [kind]: policies, ...others } = world.policies;
    if (!policies) return [];
    const withStatements = policies.flatMap((policy, i) =>
      less(policy.statements).map(statements => policies.map((one, j) => (i === j ? { ...one, statements } : one))),
    );
    const withFewer = [...less(policies).filter(left => left.length > 0), ...withStatements];
    const all = [...(kind === 'identity' ? [] : [others]), ...withFewer.map(left => ({ ...others, [kind]: left }))];
    return all.map(policies => ({ ...world, policies }));
  });
}

function less<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.map((_, i) => list.filter((_, j) => i !== j));
}
