/** Policies that a principal may write, so that who lets it attach them lets it attach what it likes. */
import { literalOf } from '../../model/text';
import { literal } from '../../policy/language';
import { arnsOfNew, filled } from './arns';
import type { Asker } from './asker';
import { type Answered, ask } from './asking';
import type { Step } from './escalation';

const write: Step = { actions: ['iam:CreatePolicy', 'iam:CreatePolicyVersion'], on: 'new-policy' };

/** So many names of policies are tried. */
const MOST_POLICIES = 8;

/** By ARN: one for each name that its grants, or what they let it attach, write as a pattern. */
export function policiesToWrite(asker: Asker): ReadonlyMap<string, Answered> {
  const actions = write.actions.filter(action => asker.byAction.has(action));
  const attachable = actions.length > 0 ? patternsAttached(asker).map(filled) : [];
  const arns = new Set([...attachable, ...actions.flatMap(action => arnsOfNew(action, asker))]);
  const answers = [...arns].slice(0, MOST_POLICIES).map(arn => [arn, askOne(arn, actions, asker)] as const);
  return new Map(answers.flatMap(([arn, answer]) => (answer ? [[arn, answer] as const] : [])));
}

function askOne(arn: string, actions: readonly string[], asker: Asker): Answered | undefined {
  const answers = actions.map(action => ask(asker, { step: write, action, resource: literal(arn), context: {} }));
  return answers.find(answer => answer?.isCertain) ?? answers.find(answer => answer !== undefined);
}

const attaching = ['iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:AttachGroupPolicy'];

/** As conditions on \`iam:PolicyARN\` write them. */
function patternsAttached({ byAction }: Asker): readonly string[] {
  const grants = new Set(attaching.flatMap(action => byAction.get(action) ?? []));
  const conditions = [...grants].flatMap(({ statement }) => statement.conditions);
  const values = conditions.filter(({ key }) => key.toLowerCase() === 'iam:policyarn').flatMap(({ values }) => values);
  return values.flatMap(value => literalOf(value) ?? []).filter(value => value.includes(':policy/'));
}
