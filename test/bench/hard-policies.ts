/** Policies built to be hard to decide, and the largest that AWS takes. */
import type { WrittenStatement } from '../support/statements';

export interface HardPolicy {
  readonly name: string;
  /** Of the Allow and the Denies that stand beside it. */
  readonly statements: readonly [WrittenStatement, ...WrittenStatement[]];
  /** Boundaries and control policies, all of which have to allow what it allows. */
  readonly ceilings?: readonly (readonly WrittenStatement[])[];
}

export const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export const everything: WrittenStatement = { Action: '*', Resource: '*' };

export function denying(resource: string | readonly string[], more: Partial<WrittenStatement> = {}): WrittenStatement {
  return { Effect: 'Deny', Action: '*', Resource: resource, ...more };
}

export function roleArn(name: string): string {
  return `arn:aws:iam::123456789012:role/${name}`;
}

const stars = (count: number) => `${'*a'.repeat(count)}*b`;
/** Its automaton has two to the power of `distance` states. */
const apart = (letter: string, distance: number) => `*${letter}${'?'.repeat(distance)}b*`;
const when = (operator: string, conditions: readonly (readonly [string, string | readonly string[]])[]) => ({
  [operator]: Object.fromEntries(conditions),
});
const choice = (of: string, value: string, is = true) => [[{ of, value, is }]];

export const hardPolicies: readonly HardPolicy[] = [
  { name: 'an Allow of 50,000 patterns', statements: [{ Action: '*', Resource: many(50_000, i => `*x${i}*y*`) }] },
  { name: 'a Deny of 50,000 patterns', statements: [everything, denying(many(50_000, i => `*x${i}*y*`))] },
  { name: 'an Allow of 50,000 actions', statements: [{ Action: many(50_000, i => `iam:*x${i}*`), Resource: '*' }] },
  {
    name: '10,000 resources, 500 Denies',
    statements: [
      { Action: '*', Resource: many(10_000, i => roleArn(`r${i}`)) },
      ...many(500, i => denying(roleArn(`r*${i}`))),
    ],
  },
  {
    name: 'NotAction and NotResource of 5,000',
    statements: [
      { NotAction: many(5000, i => `s${i}:*x*`), NotResource: many(5000, i => `arn:aws:s3:::b${i}*x*`) },
      {
        Effect: 'Deny',
        NotAction: many(5000, i => `t${i}:*x*`),
        NotResource: many(5000, i => `arn:aws:s3:::c${i}*x*`),
      },
    ],
  },
  { name: '`*a…*a*b`, 40 stars in 41', statements: [{ Action: '*', Resource: stars(40) }, denying(`${stars(41)}*`)] },
  {
    name: '200 conditions and 20 Denies of 200',
    statements: [
      {
        ...everything,
        Condition: when(
          'StringLike',
          many(200, i => [`k:${i}`, [`*a${i}*`, `b*${i}`]]),
        ),
      },
      ...many(20, j =>
        denying('*', {
          Condition: when(
            'StringLike',
            many(200, i => [`k:${i}`, `*${j}*`]),
          ),
        }),
      ),
    ],
  },
  {
    name: '200 Denies for one list of tags',
    statements: [
      everything,
      ...many(200, i => {
        const operator = `${i % 2 ? 'ForAllValues' : 'ForAnyValue'}:StringLike`;
        return denying('*', { Condition: when(operator, [['aws:TagKeys', many(20, j => `*${i}*${j}*`)]]) });
      }),
    ],
  },
  {
    name: 'ForAllValues of 5,000',
    statements: [
      { ...everything, Condition: when('ForAllValues:StringLike', [['aws:TagKeys', many(5000, i => `*a${i}*`)]]) },
      denying('*', { Condition: when('ForAnyValue:StringLike', [['aws:TagKeys', many(5000, i => `a${i}*`)]]) }),
    ],
  },
  {
    name: 'patterns of 2,048 characters',
    statements: [
      { Action: '*', Resource: many(15, i => `${'a*'.repeat(1000)}${i}`) },
      ...many(50, i => denying(many(15, j => `${'*a'.repeat(1000)}${i}${j}`))),
    ],
  },
  {
    name: 'names of 2,048 characters',
    statements: [
      { Action: '*', Resource: many(15, i => 'a'.repeat(2030) + i) },
      ...many(50, i => denying(many(15, j => `*${'a'.repeat(1000)}b${i}${j}*`))),
    ],
  },
  {
    name: '2,000 question marks',
    statements: [
      { Action: '*', Resource: `${'?'.repeat(1000)}a${'?'.repeat(1000)}*` },
      ...many(50, i => denying(`*${'?'.repeat(i)}a${'?'.repeat(1000)}b`)),
    ],
  },
  { name: '1,000 Denies', statements: [everything, ...many(1000, i => denying(`*x${i}*y${i}*`))] },
  {
    name: 'exponential automata',
    statements: [
      { Action: '*', Resource: apart('a', 22) },
      ...many(20, i => denying([apart('b', i), apart('c', i + 1)])),
    ],
  },
  {
    name: 'exponential automata in 50 keys',
    statements: [
      {
        ...everything,
        Condition: {
          ...when(
            'StringLike',
            many(50, i => [`k:${i}`, apart('a', 22)]),
          ),
          ...when(
            'StringNotLike',
            many(50, i => [`k:${i}`, many(12, j => apart('b', 10 + j))]),
          ),
        },
      },
    ],
  },
  {
    name: 'six ceilings of 500 statements, 500 Denies',
    statements: [everything, ...many(500, i => denying(`*x${i}*y${i}*`))],
    ceilings: many(6, k => many(500, i => ({ Action: `*${k}*x${i}*`, Resource: `*${k}y${i}*` }))),
  },
  {
    name: 'three ceilings of 1,000 actions',
    statements: [everything],
    ceilings: many(3, k => many(1000, i => ({ Action: `s3:Get${i}`, Resource: roleArn(`x${i}*${k}`) }))),
  },
  {
    name: 'a puzzle of 1,024 clauses',
    statements: [
      {
        ...everything,
        Condition: when(
          'StringEquals',
          many(10, i => [`k:${i}`, ['a', 'b']]),
        ),
      },
      ...many(1 << 10, n =>
        denying('*', {
          Condition: when(
            'StringEquals',
            many(10, i => [`k:${i}`, 'ab'[(n >> i) & 1]!]),
          ),
        }),
      ),
    ],
  },
  {
    name: '1,000 Denies under 5 switches',
    statements: [
      everything,
      ...many(1000, i => denying(`*x${i}*`, { when: choice(`C${i % 5}`, 'true', i % 2 === 0) })),
    ],
    ceilings: [many(500, i => ({ Action: `*x${i}*`, Resource: `*y${i}*`, when: choice(`D${i % 5}`, 'true') }))],
  },
  {
    name: 'circumstances of 5,000 alternatives',
    statements: [
      { ...everything, when: many(5000, i => [{ of: `C${i}`, value: 'x', is: true }]) },
      ...many(100, j => denying('*', { when: many(5000, i => [{ of: `C${i + j}`, value: `${j}`, is: true }]) })),
    ],
  },
  {
    name: '5,000 numbers, 100 Denies of 50',
    statements: [
      { ...everything, Condition: when('NumericEquals', [['k:n', many(5000, i => `${i}`)]]) },
      ...many(100, i =>
        denying('*', { Condition: when('NumericLessThan', [['k:n', many(50, j => `${i * 50 + j}`)]]) }),
      ),
    ],
  },
  {
    name: '1,500 blocks of addresses, 100 Denies of 50',
    statements: [
      {
        ...everything,
        Condition: when('NotIpAddress', [['aws:SourceIp', many(1500, i => `10.${i >> 8}.${i & 255}.0/24`)]]),
      },
      ...many(100, i =>
        denying('*', { Condition: when('NotIpAddress', [['aws:SourceIp', many(50, j => `10.${i}.${j}.0/25`)]]) }),
      ),
    ],
  },
  {
    name: '500 texts of 64 readings',
    statements: [
      {
        Action: '*',
        Resource: many(500, i => ({
          parts: many(12, j => (j % 2 ? `x${i}*` : { hole: `P${j}`, kind: 'parameter' as const, oneOf: ['a*', '*b'] })),
        })),
      },
      denying(many(500, i => `*${i}*`)),
    ],
  },
];
