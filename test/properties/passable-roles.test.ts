import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Workspace } from '../../server/src/engine/workspace/workspace';

/** Few names, so that patterns meet them; what trusts nobody can be passed to nothing. */
const name = fc.constantFrom('dev-a', 'dev-ab', 'prod-a', 'a-prod', '${AWS::Region}-a', '');
const pattern = fc.constantFrom('*', 'dev-*', 'dev-a', '*-prod', '*a*', 'prod-*', '${AWS::Region}-*');
const trusted = fc.constantFrom('lambda', 'ec2', 'vpc-flow-logs');
const tag = fc.constantFrom('', 'dev', 'prod');

const role = fc
  .record({ name, trusted, tag, passes: fc.option(pattern), denied: fc.option(pattern) })
  .map(({ name: called, trusted: service, tag: stage, passes, denied }) => {
    const statement = (effect: string, resource: string) =>
      `{ Effect: ${effect}, Action: iam:PassRole, Resource: !Sub "arn:aws:iam::*:role/${resource}" }`;
    const statements = [
      ...(passes === null ? [] : [statement('Allow', passes)]),
      ...(denied === null ? [] : [statement('Deny', denied)]),
    ];
    return `
    Type: AWS::IAM::Role
    Properties:
      ${called === '' ? '' : `RoleName: !Sub "${called}"`}
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${service}.amazonaws.com }, Action: sts:AssumeRole }]
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statements.join(', ')}] } }]
      ${stage === '' ? '' : `Tags: [{ Key: Environment, Value: ${stage} }]`}
`;
  });

const text = fc
  .array(role, { minLength: 1, maxLength: 4 })
  .map(roles => `Resources:\n${roles.map((body, i) => `  Role${i}:${body}`).join('')}`);
const uri = fc.constantFrom('x.yaml', 'a/y.yaml', 'a/b/z.yaml').map(file => `file:///w/${file}` as Uri);

it('what can be passed is told after any edits as in a fresh workspace', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ uri, text }), { minLength: 2, maxLength: 7 }), edits => {
      const workspace = createWorkspace();
      const texts = new Map<Uri, string>();
      for (const edit of edits) {
        texts.set(edit.uri, edit.text);
        workspace.apply({ set: [edit] });
        found(workspace);
      }
      const fresh = createWorkspace();
      fresh.apply({ set: [...texts].map(([at, now]) => ({ uri: at, text: now })) });
      expect(found(workspace)).toEqual(found(fresh));
    }),
    { numRuns: 80 },
  );
});

function found({ snapshot }: Workspace): unknown {
  return snapshot.documents().map(at => snapshot.findings(at).filter(({ rule }) => rule === 'broad-pass-role'));
}
