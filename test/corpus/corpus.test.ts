/** Real templates, public ones of AWS: each finding on them was looked at by a person, and is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Documents, findings, findingsOf, pathOf, snapshotOf } from '../support/workspace';

const folder = join(import.meta.dirname, '../../../shared/corpus/cloudformation');
const isThere = existsSync(folder);
const corpus: Documents = isThere
  ? Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]))
  : {};

/** File, severity, resource and rule of every finding there is to be. */
const known = [
  // The service role of EMR carries AWS's deprecated policy, which passes any role to any service.
  '208ecb35__EMRCLusterGangliaWithSparkOrS3backedHbase.json: error in EMRClusterServiceRole, broad-pass-role',
  '33b98786__EMRClusterWithAdditionalSecurityGroups.json: error in EMRClusterServiceRole, broad-pass-role',
  // AdministratorAccess for a machine.
  '265cda79__CloudFront.json: error in AdministratorAccessIAMRole, broad-pass-role',
  // A function that may create a role, attach any policy to it and, by the trust policy that it writes, become it.
  '01e8b406__amzn2-greengrass-cfn-pkg.json: error in LambdaExecutionRole, privilege-escalation',
  '34b2a92a__amzn2-greengrass-cfn.json: error in LambdaExecutionRole, privilege-escalation',
  'a9e41073__amzn2-greengrass-cfn.yaml: error in LambdaExecutionRole, privilege-escalation',
  // PowerUserAccess for a function: the code of every other function is its own.
  '3d262e0c__macro.json: warning in ResourceFunction, privilege-escalation',
  // `cloudformation:*` for an instance that signals a stack: it may update any stack, with the role that this one has.
  '3ebe9d19__cfn-endpoint-waitcondition.json: warning in RootRole, privilege-escalation',
  '8358b403__cfn-endpoint-waitcondition.yaml: warning in RootRole, privilege-escalation',
  'a1682fd2__cfn-endpoint-creationpolicy.json: warning in RootRole, privilege-escalation',
  'fb88f1a1__cfn-endpoint-creationpolicy.yaml: warning in RootRole, privilege-escalation',
];

describe('200 real templates', () => {
  beforeEach(context => {
    if (!isThere) context.skip('../shared/corpus is not here');
  });

  const snapshot = snapshotOf(corpus);

  test('all are recognised and read without a problem', () => {
    expect(snapshot.documents().map(pathOf)).toEqual(Object.keys(corpus).sort());
    const all = snapshot.documents().flatMap(uri => snapshot.problems(uri).map(problem => ({ ...problem, uri })));
    const problems = all.filter(({ severity }) => severity !== 'information');
    expect(problems.map(({ message, uri }) => `${pathOf(uri)}: ${message}`)).toEqual([]);
    // What is left out is said.
    const told = all.filter(({ severity }) => severity === 'information').map(({ message }) => message);
    expect(new Set(told)).toEqual(new Set([expect.stringMatching(/^the template of this stack set is a text, /)]));
  });

  test('nothing is found but what is wrong', () => {
    const lines = findingsOf(snapshot).map(
      ({ path, finding: { severity, resource, rule } }) => `${path}: ${severity} in ${resource}, ${rule}`,
    );
    expect(lines.sort()).toEqual([...known].sort());
  });

  test('each alone gives what it gives among the others', () => {
    const alone = Object.entries(corpus).flatMap(([path, text]) =>
      findings({ [path]: text }).map(seen => seen.finding.fingerprint),
    );
    expect(alone.sort()).toEqual(
      findingsOf(snapshot)
        .map(({ finding }) => finding.fingerprint)
        .sort(),
    );
  });

  test('a broad grant planted in each of them is found where it stands', () => {
    const planted =
      'ZzPlanted:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: "iam:PassRole", Resource: "*" } } }\n';
    let count = 0;
    for (const [path, text] of Object.entries(corpus)) {
      if (path.endsWith('.json')) continue;
      const first = /^Resources:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*( +)\S/m.exec(text);
      if (!first) continue;
      count++;
      const at = first.index + first[0].length - first[1]!.length - 1;
      const documents = {
        [path]: `${text.slice(0, at)}${first[1]}${planted.replaceAll('\n    ', `\n${first[1]!.repeat(2)}`)}${text.slice(at)}`,
      };
      const found = findings(documents).filter(({ finding }) => finding.resource === 'ZzPlanted');
      expect(
        found.map(({ text: squiggle }) => squiggle),
        path,
      ).toEqual(['"iam:PassRole"']);
    }
    expect(count).toBeGreaterThan(60);
  });
});
