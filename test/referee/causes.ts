/** Which words of the policies two evaluators read differently. */
import type { WrittenStatement } from '../support/statements';
import type { ConcreteRequest, Policies } from './simulator';

/** One pattern or one condition, alone in an Allow of the kind of policy that it stands in. */
export interface Cause {
  readonly element: 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Condition';
  /** Of a condition `Operator Key`. */
  readonly about: string;
  readonly texts: readonly string[];
  readonly policies: Policies;
}

const everything: WrittenStatement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Everything that the policies say, word by word. */
export function wordsOf({ identity, boundary = [], controls }: Policies): readonly Cause[] {
  return [
    ...identity.flatMap(written => words(written, one => ({ identity: [one], controls: [] }))),
    ...boundary.flatMap(written => words(written, one => ({ identity: [everything], boundary: [one], controls: [] }))),
    ...controls.flat().flatMap(written => words(written, one => ({ identity: [everything], controls: [[one]] }))),
  ];
}

function words(written: WrittenStatement, place: (alone: WrittenStatement) => Policies): readonly Cause[] {
  const patterns = (['Action', 'NotAction', 'Resource', 'NotResource'] as const).flatMap(element =>
    [written[element] ?? []].flat().map((pattern): Cause => {
      const rest = element.endsWith('Action') ? { Resource: '*' } : { Action: '*' };
      const alone = { Effect: 'Allow', [element]: [pattern], ...rest } as const;
      return { element, about: element, texts: [String(pattern)], policies: place(alone) };
    }),
  );
  const conditions = Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Cause => {
      const texts = [values].flat().map(String);
      const alone = { ...everything, Condition: { [operator]: { [key]: texts } } };
      return { element: 'Condition', about: `${operator} ${key}`, texts, policies: place(alone) };
    }),
  );
  return [...patterns, ...conditions];
}

/** The request and the policies without all that the disagreement does not need. */
export function smallest(policies: Policies, request: ConcreteRequest, differs: Differs): [Policies, ConcreteRequest] {
  for (const fewer of simpler(policies)) if (differs(fewer, request)) return smallest(fewer, request, differs);
  for (const key of Object.keys(request.context)) {
    const { [key]: _, ...context } = request.context;
    if (differs(policies, { ...request, context })) return smallest(policies, { ...request, context }, differs);
  }
  return [policies, request];
}

type Differs = (policies: Policies, request: ConcreteRequest) => boolean;

function simpler(policies: Policies): readonly Policies[] {
  const { identity, boundary, controls } = policies;
  const { boundary: _, ...unbounded } = policies;
  const less = <T>(list: readonly T[]) => list.map((_, i) => list.filter((_, j) => i !== j));
  return [
    ...(boundary ? [unbounded] : []),
    ...less(controls).map(left => ({ ...policies, controls: left })),
    ...less(identity).map(left => ({ ...policies, identity: left })),
    ...less(boundary ?? []).map(left => ({ ...policies, boundary: left })),
    ...controls.flatMap((level, i) =>
      less(level).map(left => ({ ...policies, controls: controls.map((one, j) => (i === j ? left : one)) })),
    ),
  ];
}
