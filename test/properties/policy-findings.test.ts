/** What is found of a policy grows with what it allows: small alphabets, so that statements meet each other. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../server/src/engine/text/json';
import { type Documents, findings } from '../support/workspace';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface Policies {
  readonly own: readonly Statement[];
  /** Absent: the principal has no permissions boundary. */
  readonly boundary: readonly Statement[] | undefined;
}

const role = 'arn:aws:iam::*:role/';
const actions = [
  'iam:PassRole',
  'IAM:passrole',
  'iam:Pass*',
  'iam:*Role',
  'iam:*',
  '*',
  's3:GetObject',
  'lambda:*',
  'iam:Put*',
];
const resources = ['*', `${role}*`, `${role}dev-*`, `${role}*dev*`, `${role}prod-*`, `${role}app`, 'arn:aws:s3:::b/*'];
const services = ['lambda.amazonaws.com', 'cloudwatch.amazonaws.com', '*'];
const conditions = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'ForAllValues:StringLike'].flatMap(
    operator => services.map(service => ({ [operator]: { 'iam:PassedToService': [service] } })),
  ),
  { Bool: { 'aws:MultiFactorAuthPresent': ['true'] } },
  { StringEquals: { 'iam:ResourceTag/env': ['dev'] } },
  { ArnLike: { 'iam:AssociatedResourceArn': ['arn:aws:lambda:*:*:function:dev-*'] } },
  { Null: { 'iam:PassedToService': ['true'] } },
];

const some = (of: readonly string[]) => fc.subarray([...of], { minLength: 1, maxLength: 2 });
const statement = (Effect: Statement['Effect']): fc.Arbitrary<Statement> =>
  fc
    .record({
      named: fc.oneof(fc.constant(['iam:PassRole']), some(actions)),
      on: fc.oneof(fc.constant(['*']), some(resources)),
      isExcept: fc.tuple(fc.nat(4), fc.nat(6)),
      condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
    })
    .map(({ named, on, isExcept: [actionsBut, resourcesBut], condition }) => ({
      Effect,
      ...(actionsBut === 0 ? { NotAction: named } : { Action: named }),
      ...(resourcesBut === 0 ? { NotResource: on } : { Resource: on }),
      ...(condition ? { Condition: condition } : {}),
    }));

const allow = statement('Allow');
const deny = statement('Deny');
const denyingNoRole = deny.map(({ NotResource: _, ...one }): Statement => ({ ...one, Resource: ['*'] }));
const policies: fc.Arbitrary<Policies> = fc.record({
  own: fc
    .tuple(fc.array(allow, { minLength: 1, maxLength: 3 }), fc.array(fc.oneof(deny, denyingNoRole), { maxLength: 1 }))
    .map(parts => parts.flat()),
  boundary: fc.option(fc.array(allow, { minLength: 1, maxLength: 2 }), { freq: 2, nil: undefined }),
});

/** Each a way to say more with an Allow. */
const widenings: readonly ((one: Statement, other: Statement) => Statement)[] = [
  (one, other) => widerIn(one, 'Action', other),
  (one, other) => widerIn(one, 'Resource', other),
  ({ NotAction: _, ...one }) => ({ ...one, Action: ['*'] }),
  ({ NotResource: _, ...one }) => ({ ...one, Resource: ['*'] }),
  ({ Condition: _, ...one }) => one,
];

function widerIn(one: Statement, key: 'Action' | 'Resource', other: Statement): Statement {
  const listed = one[key];
  if (listed) return { ...one, [key]: [...new Set([...listed, ...(other[key] ?? [])])] };
  return { ...one, [`Not${key}`]: one[`Not${key}`]!.slice(0, 1) };
}

/** Policies, and the same with one Allow that says more, of the principal's own or of its boundary. */
const widened: fc.Arbitrary<readonly [Policies, Policies]> = fc
  .tuple(policies, allow, fc.nat(), fc.constantFrom(...widenings), fc.boolean())
  .map(([{ own, boundary }, other, place, widen, ofBoundary]) => {
    const wider = (statements: readonly Statement[]) => {
      const allows = statements.filter(({ Effect }) => Effect === 'Allow');
      const chosen = allows[place % allows.length];
      return statements.map(one => (one === chosen ? widen(one, other) : one));
    };
    const after = ofBoundary && boundary ? { own, boundary: wider(boundary) } : { own: wider(own), boundary };
    return [{ own, boundary }, after];
  });

/**
 * Of a list of denied roles the rule says that it is worth `information`, whatever is passed beside them (rows D02 and D08 of its
 * table), so that all roles but those weigh less than a few of production's.
 */
function deniesRoles({ own }: Policies): boolean {
  return own.some(({ Effect, Resource = [] }) => Effect === 'Deny' && !Resource.includes('*'));
}

const passingTagged: Statement = {
  Effect: 'Allow',
  Action: ['iam:PassRole'],
  Resource: ['*'],
  Condition: { StringEquals: { 'iam:ResourceTag/env': ['dev'] } },
};
const everything = (Resource: readonly string[], Condition: NonNullable<Statement['Condition']>): Statement => ({
  Effect: 'Allow',
  Action: ['*'],
  Resource,
  Condition,
});
const toCloudWatch = { StringEqualsIfExists: { 'iam:PassedToService': ['cloudwatch.amazonaws.com'] } };
const forFunctions = { ArnLike: { 'iam:AssociatedResourceArn': ['arn:aws:lambda:*:*:function:dev-*'] } };
const toAnything = everything(['*'], { StringEqualsIfExists: { 'iam:PassedToService': ['*'] } });

/** Who may change IAM at will is told of it, though conditions weaken what is said of the roles that it may pass. */
const becomingAdministrator: [readonly [Policies, Policies]] = [
  [
    { own: [everything(['arn:aws:iam::*:role/dev-*'], toCloudWatch), passingTagged], boundary: undefined },
    { own: [everything(['*'], toCloudWatch), passingTagged], boundary: undefined },
  ],
];
const administering: [readonly [Policies, Policies]] = [
  [
    { own: [everything(['arn:aws:iam::*:role/prod-*'], forFunctions), toAnything], boundary: undefined },
    { own: [everything(['*'], forFunctions), toAnything], boundary: undefined },
  ],
];
const bounded = (own: readonly string[]): Policies => ({
  own: [{ Effect: 'Allow', Action: ['iam:Put*'], Resource: own }],
  boundary: [{ Effect: 'Allow', Action: ['*'], Resource: ['arn:aws:iam::*:role/prod-*', 'arn:aws:iam::*:role/app'] }],
});
/** A boundary may be all that says production. */
const withinProduction: [readonly [Policies, Policies]] = [[bounded(['arn:aws:iam::*:role/prod-*']), bounded(['*'])]];
const notPutting: Statement = { Effect: 'Allow', NotAction: ['iam:Put*'], NotResource: ['arn:aws:iam::*:role/app'] };
const forFunctionsAlone: Policies['boundary'] = [
  everything(['arn:aws:iam::*:role/*'], forFunctions),
  { Effect: 'Allow', NotAction: ['iam:PassRole'], Resource: ['*'] },
];
const ofIam = (own: readonly string[]): Policies => ({
  own: [{ Effect: 'Allow', Action: ['iam:*'], Resource: own }, notPutting],
  boundary: forFunctionsAlone,
});
/** What weakens the roles that it may pass may stand in its boundary. */
const boundedInPassing: [readonly [Policies, Policies]] = [
  [ofIam(['arn:aws:iam::*:role/dev-*']), ofIam(['arn:aws:iam::*:role/dev-*', '*'])],
];

test('a wider Allow loses no finding, weakens none, and leaves the worst as bad', () => {
  const before: number[] = [];
  fc.assert(
    fc.property(widened, ([written, wider]) => {
      const [was, is] = [gradesOf(written), gradesOf(wider)];
      before.push(was.passing.length);
      expect(is.passing.length).toBeGreaterThanOrEqual(was.passing.length);
      if (deniesRoles(written)) return;
      expect(was.passing.filter((grade, i) => !(is.passing[i]! >= grade))).toEqual([]);
      // Who becomes an administrator is told of that, and no longer of the ways there.
      expect(is.all[0] ?? NONE).toBeGreaterThanOrEqual(was.all[0] ?? NONE);
    }),
    { numRuns: 100, examples: [becomingAdministrator, administering, withinProduction, boundedInPassing] },
  );
  expectEnough(before);
}, 120_000);

/** A law about findings says nothing where there are none. */
function expectEnough(before: readonly number[]): void {
  expect(before.filter(found => found > 0).length).toBeGreaterThan(before.length / 4);
}

const severities = ['hint', 'information', 'warning', 'error'];
/** Less than any grade. */
const NONE = -1;

/** The strongest first: first by what is reached, then by whether that is certain. `passing`: of `broad-pass-role` alone. */
function gradesOf(policies: Policies): { readonly passing: readonly number[]; readonly all: readonly number[] } {
  const found = findings(template(policies))
    .map(({ finding }) => finding)
    .filter(({ rule, severity }) => /^(broad-pass-role|privilege-escalation)$/.test(rule) && severity !== 'hint');
  const graded = (all: typeof found) =>
    all.map(one => 2 * severities.indexOf(one.severity) + (one.confidence === 'certain' ? 1 : 0)).sort((a, b) => b - a);
  return { passing: graded(found.filter(({ rule }) => rule === 'broad-pass-role')), all: graded(found) };
}

function template({ own, boundary }: Policies): Documents {
  const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
  const limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(boundary ?? []) } };
  const holder = {
    AssumeRolePolicyDocument: trust({ AWS: 'arn:aws:iam::123456789012:root' }),
    Policies: [{ PolicyName: 'p', PolicyDocument: document(own) }],
    ...(boundary ? { PermissionsBoundary: { Ref: 'Limit' } } : {}),
  };
  const resources = {
    Holder: { Type: 'AWS::IAM::Role', Properties: holder },
    ...(boundary ? { Limit: limit } : {}),
    AppRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }) },
    },
    App: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['AppRole', 'Arn'] } } },
  };
  return { 'template.json': JSON.stringify({ Resources: resources }) };
}

function trust(principal: Json): Json {
  return { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
}
