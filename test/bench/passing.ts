/** Who may pass which of 10,000 roles, by 10,000 statements. */
import { mayPassRoles } from '../../server/src/engine/analysis/permissions/pass-role';
import { passableRoles } from '../../server/src/engine/analysis/permissions/passable-roles';
import { permissionsOf } from '../../server/src/engine/analysis/permissions/permissions';
import type { SourceDocument, Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Snapshot, type Workspace } from '../../server/src/engine/workspace/workspace';
import { best, ms, percentile, table, timed } from './measure';

const FILES = 100;
const ROLES = 100;
const EDITED = 2;

export function passing(): void {
  const workspace = createWorkspace();
  const snapshot = workspace.apply({ set: Array.from({ length: FILES }, (_, file) => documentOf(file)) });
  for (const uri of snapshot.documents()) snapshot.findings(uri);
  let passed = 0;
  const asked = best(3, () => {
    passed = passedIn(snapshot);
  });
  const statement = editsOf(workspace, (text, i) =>
    text.replace(`role/dev-${EDITED}-1*`, `role/dev-${EDITED}-${i % 10}*`),
  );
  const role = editsOf(workspace, (text, i) =>
    text.replace(`RoleName: dev-${EDITED}-18-`, `RoleName: dev-${EDITED}-18${i % 10}-`),
  );
  console.log('Who may pass which of 10,000 roles by 10,000 statements; an edit of one in the same workspace\n');
  console.log(
    table(
      ['all statements', 'pairs found', 'statement p50', 'p95', 'role p50', 'p95'],
      [[ms(asked), String(passed), ...statement, ...role]],
    ),
    '\n',
  );
}

/** Each statement asked anew, with all that its principal holds. */
function passedIn({ index }: Snapshot): number {
  let passed = 0;
  for (const role of index.ofKind('role')) {
    const permissions = permissionsOf(role, index);
    for (const grant of permissions.grants) {
      if (mayPassRoles(grant.statement)) passed += passableRoles(grant, permissions, index).roles.length;
    }
  }
  return passed;
}

function editsOf(workspace: Workspace, edit: (text: string, i: number) => string): string[] {
  const { uri, text } = documentOf(EDITED);
  const ask = (now: string) => workspace.apply({ set: [{ uri, text: now }] }).findings(uri);
  for (let i = 0; i < 5; i++) ask(edit(text, i));
  const times = Array.from({ length: 40 }, (_, i) => timed(() => ask(edit(text, i))));
  ask(text);
  return [ms(percentile(times, 50)), ms(percentile(times, 95))];
}

function documentOf(file: number): SourceDocument {
  const roles = Array.from({ length: ROLES }, (_, i) => role(file, i));
  return {
    uri: `file:///bench/passing/team-${file % 10}/service-${file}.yaml` as Uri,
    text: `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${roles.join('')}`,
  };
}

function role(file: number, i: number): string {
  const service = i % 3 === 0 ? 'lambda' : i % 3 === 1 ? 'ecs-tasks' : 'codebuild';
  return `  Role${i}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${stageOf(i)}-${file}-${i}-app
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { Service: ${service}.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: pass
          PolicyDocument:
            Statement:
${statements(file, i)
  .map(statement => `              - ${statement}\n`)
  .join('')}`;
}

/** One in seven is production's. */
function stageOf(i: number): string {
  return i % 7 === 0 ? 'prod' : 'dev';
}

/** Of twenty statements, eleven name roles by how they begin, two by how they end, six one by one, and one names all. */
function statements(file: number, i: number): readonly string[] {
  const allow = (resource: string, more = '') =>
    `{ Effect: Allow, Action: iam:PassRole, Resource: ${resource}${more} }`;
  const arn = (name: string) => `"arn:aws:iam::*:role/${name}"`;
  const stage = stageOf(i);
  const kind = i % 20;
  if (kind < 8) return [allow(arn(`${stage}-${file}-${i % 10}*`))];
  if (kind < 11) {
    return [allow(arn(`${stage}-${file}-*`)), `{ Effect: Deny, Action: iam:PassRole, Resource: ${arn('*-9-app')} }`];
  }
  if (kind < 13) return [allow(arn(`*-${file}-${i}-app`))];
  if (kind < 15) return [allow(`!GetAtt Role${(i + 7) % 98}.Arn`)];
  if (kind < 19) return [allow(arn(`${stage}-${(file + i) % FILES}-${i}-app`))];
  return [allow('"*"', ', Condition: { StringEquals: { "iam:PassedToService": lambda.amazonaws.com } }')];
}
