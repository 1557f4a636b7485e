import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SourceDocument, Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Workspace } from '../../server/src/engine/workspace/workspace';

/** Names and files are few, so that coincidences happen: a policy for a role of another file, a Deny that reaches it. */
const name = fc.constantFrom('a', 'b');
const effect = fc.constantFrom('Allow', 'Deny');
const target = fc.constantFrom('"*"', '"arn:aws:iam::111122223333:role/prod-x"', '!GetAtt Role0.Arn', '!Ref Chosen');
const tag = fc.constantFrom('', 'prod', 'dev');

const statement = fc
  .tuple(effect, fc.constantFrom('iam:PassRole', '"*"', 's3:GetObject'), target)
  .map(([e, action, resource]) => `{ Effect: ${e}, Action: ${action}, Resource: ${resource} }`);

const role = fc.tuple(name, statement, tag).map(
  ([n, s, t]) => `
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${n}
      AssumeRolePolicyDocument: { Statement: [] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${s}] } }]
${t === '' ? '' : `      Tags: [{ Key: Environment, Value: ${t} }]\n`}`,
);
const policy = fc.tuple(fc.option(name), statement).map(
  ([n, s]) => `
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [${s}] }
${n === null ? '' : `      Roles: [${n}]\n`}`,
);
/** Takes what another file exports, or what a parent hands to it. */
const handed = fc.constantFrom(
  'ManagedPolicyArns: [!ImportValue e]',
  'PermissionsBoundary: !ImportValue e',
  'ManagedPolicyArns: [!Ref Chosen]',
  'PermissionsBoundary: !Ref Chosen',
);
const taker = fc.tuple(handed, statement).map(
  ([taken, s]) => `
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${s}] } }]
      ${taken}
`,
);
const stack = fc
  .tuple(fc.constantFrom('x.yaml', 'y.yaml'), fc.constantFrom('"*"', '!Ref Role0', '!Ref Chosen', '!ImportValue e'))
  .map(
    ([file, value]) => `
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./${file}, Parameters: { Chosen: ${value} } }
`,
  );
const outputs = fc.constantFrom('', 'Outputs: { O: { Value: !Ref Role0, Export: { Name: e } } }\n');
const parameters = fc
  .constantFrom('', ', Default: "*"', ', Default: a')
  .map(usual => `Parameters: { Chosen: { Type: String${usual} } }\n`);

/** Counted from 0 or from 1, so that what is said of `Role0` is at times about nothing. */
const text = fc
  .tuple(parameters, outputs, fc.array(fc.oneof(role, policy, taker, stack), { maxLength: 3 }), fc.nat(1))
  .map(
    ([head, tail, all, first]) =>
      `${head}${tail}Resources:\n${all.map((body, i) => `  Role${i + first}:${body}`).join('')}`,
  );

const uri = fc.constantFrom('x.yaml', 'y.yaml', 'z.yaml').map(file => `file:///w/${file}` as Uri);
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ uri, text: fc.oneof(text, fc.constant('Resources: [')) }) },
  { weight: 1, arbitrary: fc.record({ uri, text: fc.constant(undefined) }) },
);

it('finds after any edits, with any questions in between, what a fresh workspace finds', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ change, ask: fc.boolean() }), { maxLength: 8 }), steps => {
      const workspace = createWorkspace();
      const texts = new Map<Uri, string>();
      for (const step of steps) {
        const { uri: at, text: now } = step.change;
        if (now === undefined) texts.delete(at);
        else texts.set(at, now);
        workspace.apply(now === undefined ? { remove: [at] } : { set: [{ uri: at, text: now }] });
        if (step.ask) summary(workspace);
      }
      const set: SourceDocument[] = [...texts].map(([at, now]) => ({ uri: at, text: now }));
      const fresh = createWorkspace();
      fresh.apply({ set });
      expect(summary(workspace)).toEqual(summary(fresh));
    }),
    { numRuns: 300 },
  );
});

it('finds the same in whatever order documents come', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ uri, text }), { minLength: 2, maxLength: 3 }), documents => {
      const unique = [...new Map(documents.map(document => [document.uri, document])).values()];
      const forth = createWorkspace();
      forth.apply({ set: unique });
      const back = createWorkspace();
      for (const document of [...unique].reverse()) back.apply({ set: [document] });
      expect(summary(back)).toEqual(summary(forth));
    }),
    { numRuns: 150 },
  );
});

function summary({ snapshot }: Workspace): unknown {
  return snapshot.documents().map(at => ({
    at,
    problems: snapshot.problems(at),
    findings: snapshot.findings(at).map(finding => ({ ...finding, range: snapshot.range(finding.at) })),
  }));
}
