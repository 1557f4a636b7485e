import type { Field, FieldsShape, Naming, Shape } from './shape';

const text = (names: Naming): Shape => ({ kind: 'text', names });
const texts = (names: Naming): Shape => ({ kind: 'texts', names });
const listOf = (of: Shape): Shape => ({ kind: 'list', of });

export const environmentShape = {
  kind: 'fields',
  what: 'an environment',
  fields: {
    tier: {
      says: 'How much depends on it: `development`, `test`, `staging` or `production`. Without one, nothing in it is a mix.',
      shape: text('tier'),
    },
    aliases: { says: 'What else it is called in names and tags: `[prod, prd, live]`.', shape: texts('anything') },
  },
} as const satisfies FieldsShape;

export const accountShape = {
  kind: 'fields',
  what: 'an account',
  fields: {
    id: { says: 'Its twelve digits, in quotes.', shape: text('account id'), required: true },
    name: { says: 'What people call it. `deployments` may name it so.', shape: text('anything') },
    environment: {
      says: 'The one environment that lives in it; `shared`, `tooling`, `security` and their like serve all others.',
      shape: text('environment'),
    },
    profiles: {
      says: 'Profiles of the AWS command line that deploy there: what a samconfig, a provider or a pipeline deploys with one of them lands in this account.',
      shape: texts('anything'),
    },
  },
} as const satisfies FieldsShape;

export const deploymentShape = {
  kind: 'fields',
  what: 'a deployment',
  fields: {
    files: {
      says: 'Which files: globs relative to the folder of this file, `stacks/prod/**`.',
      shape: texts('files'),
      required: true,
    },
    account: { says: 'The account that they go to, by its name or its id.', shape: text('account') },
    region: { says: 'The region that they go to.', shape: text('region') },
    environment: { says: 'The environment that they are part of there.', shape: text('environment') },
    parameters: {
      says: 'What is chosen for the parameters of the template there.',
      shape: { kind: 'entries', keys: 'parameter', of: text('anything') },
    },
  },
} as const satisfies FieldsShape;

export const invariantShape = {
  kind: 'fields',
  what: 'an invariant',
  fields: {
    name: {
      says: 'The promise in words: `only the orders service reads orders`.',
      shape: text('anything'),
      required: true,
    },
    resources: { says: 'What it protects: `tag:data=customer`, ARNs, logical ids.', shape: texts('anything') },
    actions: { says: 'The actions that it speaks of: `dynamodb:*Item`.', shape: texts('anything') },
    onlyBy: { says: 'Who alone may do that: logical ids, `role/BreakGlass`, ARNs.', shape: texts('anything') },
  },
} as const satisfies FieldsShape;

export const principalShape = {
  kind: 'fields',
  what: 'a principal',
  fields: {
    name: { says: 'What people call them: `developers`.', shape: text('anything'), required: true },
    environment: { says: 'The environment that they work in.', shape: text('environment') },
    account: {
      says: 'The account in which they have these policies, by its name or its id. Without one, in every account of the workspace.',
      shape: text('account'),
    },
    policies: {
      says: 'Files with the IAM policies that they have: paths from the folder of this file, `policies/dev.json`.',
      shape: texts('policy file'),
    },
    managed: {
      says: "AWS's own policies that they have, by name: `PowerUserAccess`.",
      shape: texts('managed policy'),
    },
  },
} as const satisfies FieldsShape;

export const allowanceShape = {
  kind: 'fields',
  what: 'an allowance',
  fields: {
    rule: { says: 'The rule whose findings are allowed.', shape: text('rule'), required: true },
    files: {
      says: 'Only in these files: globs relative to the folder of this file. Without it, in every file.',
      shape: texts('files'),
    },
    resources: {
      says: 'Only in these resources, by logical id or address; `*` is any text.',
      shape: texts('resource'),
    },
    reason: { says: 'Why this is right. Required.', shape: text('reason'), required: true },
    until: { says: 'The last day on which it holds: `2027-03-01`.', shape: text('date') },
  },
} as const satisfies FieldsShape;

const root = {
  version: { says: 'The version of the form of this file: `1`.', shape: { kind: 'version' }, required: true },
  environments: {
    says: 'Environments by their names. Optional: the usual words are known without it.',
    shape: { kind: 'entries', keys: 'environment', of: environmentShape },
  },
  accounts: { says: 'The accounts, and which environment each of them is.', shape: listOf(accountShape) },
  deployments: { says: 'Where files go, when nothing else says it.', shape: listOf(deploymentShape) },
  separate: {
    says: 'Which tiers may not share an account, in pairs. Without it: `[production, [development, test, staging]]`.',
    shape: listOf({ kind: 'pair', of: texts('tier or environment') }),
  },
  principals: {
    says: 'Who stands for developers, operators, machines: people of whom no template tells, `- { name: developers, environment: development, managed: PowerUserAccess }`, from whom paths begin as from roles and users; or patterns of ARNs by name, `developers: arn:aws:iam::*:role/Developer*`.',
    shape: {
      kind: 'either',
      map: {
        kind: 'entries',
        keys: 'principals',
        of: texts('anything'),
        usual: ['developers', 'operators', 'machines'],
      },
      list: listOf(principalShape),
    },
  },
  invariants: { says: 'Promises that hold after every change.', shape: listOf(invariantShape) },
  rules: {
    says: 'How severe each rule is, by its id: `off`, `hint`, `information`, `warning` or `error`.',
    shape: { kind: 'entries', keys: 'rule', of: text('severity') },
  },
  allow: { says: 'Findings that are meant to be, each with a reason.', shape: listOf(allowanceShape) },
  imports: { says: 'Facts of other repositories, as `bulkhead facts` writes them.', shape: texts('anything') },
  $schema: { says: 'Where an editor finds the schema of this file.', shape: text('anything') },
} as const satisfies Readonly<Record<string, Field>>;

/** All that `bulkhead.yaml` may say, in the order in which people write it. */
export const settingsShape = { kind: 'fields', what: 'the settings', fields: root } as const satisfies FieldsShape;
