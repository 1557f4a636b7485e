import { describe, expect, it } from 'vitest';
import type { SourceDocument, Uri } from '../../../server/src/engine/text/text';
import { createWorkspace, type Snapshot } from '../../../server/src/engine/workspace/workspace';

const uri = (name: string) => `file:///w/${name}` as Uri;

const broad = `Resources:
  Deployer: # who deploys
    Type: AWS::IAM::Role
    Properties:
      RoleName: deployer
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: "arn:aws:iam::111122223333:root" } }
      Policies:
        - PolicyName: pass
          PolicyDocument:
            Statement: { Effect: Allow, Action: "iam:PassRole", Resource: "*" }
`;
const guard = `Resources:
  Guard:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [deployer]
      PolicyDocument:
        Statement: { Effect: Deny, Action: "iam:PassRole", Resource: "*" }
`;
const other = `Resources:
  Bucket:
    Type: AWS::S3::Bucket
`;

/** A template that lands in development and in production, whose role there lets in development's. */
const landing: readonly SourceDocument[] = [
  {
    uri: uri('bulkhead.yaml'),
    text: `version: 1
accounts:
  - { id: "111111111111", environment: development, profiles: [dev] }
  - { id: "222222222222", environment: production, profiles: [prod] }
`,
  },
  {
    uri: uri('samconfig.toml'),
    text: `version = 0.1
[dev.deploy.parameters]
stack_name = "app"
profile = "dev"
parameter_overrides = "Stage=dev"
[prod.deploy.parameters]
stack_name = "app"
profile = "prod"
parameter_overrides = "Stage=prod"
`,
  },
  {
    uri: uri('template.yaml'),
    text: `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, Default: dev } }
Resources:
  Worker:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "worker-\${Stage}"
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "111111111111" }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [
        { Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn },
        { Effect: Allow, Action: sts:AssumeRole, Resource: "*" }] } }]
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Sub "orders-\${Stage}" } }
`,
  },
];

describe('a workspace that changes', () => {
  it('keeps its facts, its index and its findings when only a comment changes', () => {
    const workspace = createWorkspace();
    const first = workspace.apply({ set: [{ uri: uri('a.yaml'), text: broad }] });
    const findings = first.findings(uri('a.yaml'));
    const second = workspace.apply({ set: [{ uri: uri('a.yaml'), text: broad.replace('# who', '# the one who') }] });
    expect(second.facts(uri('a.yaml'))).toBe(first.facts(uri('a.yaml')));
    expect(second.findings(uri('a.yaml'))[0]?.fixes).toEqual(findings[0]?.fixes);
    expect(findings.map(f => f.rule)).toEqual(['broad-pass-role']);
  });

  it('moves the range of a finding with the text around it', () => {
    const workspace = createWorkspace();
    const first = workspace.apply({ set: [{ uri: uri('a.yaml'), text: broad }] });
    const at = first.range(first.findings(uri('a.yaml'))[0]!.at);
    const second = workspace.apply({ set: [{ uri: uri('a.yaml'), text: `# a line\n${broad}` }] });
    const moved = second.range(second.findings(uri('a.yaml'))[0]!.at);
    expect(moved).toEqual({ start: at.start + 9, end: at.end + 9 });
  });

  it('checks a file again when another one takes a grant away', () => {
    const workspace = createWorkspace();
    workspace.apply({ set: [{ uri: uri('a.yaml'), text: broad }] });
    expect(workspace.snapshot.findings(uri('a.yaml'))).toHaveLength(1);
    workspace.apply({ set: [{ uri: uri('guard.yaml'), text: guard }] });
    expect(workspace.snapshot.findings(uri('a.yaml'))).toHaveLength(0);
    workspace.apply({ remove: [uri('guard.yaml')] });
    expect(workspace.snapshot.findings(uri('a.yaml'))).toHaveLength(1);
  });

  it('leaves what it found elsewhere as it is when an unrelated file changes', () => {
    const workspace = createWorkspace();
    const first = workspace.apply({
      set: [
        { uri: uri('a.yaml'), text: broad },
        { uri: uri('b.yaml'), text: other },
      ],
    });
    const facts = first.facts(uri('a.yaml'));
    const second = workspace.apply({ set: [{ uri: uri('b.yaml'), text: other.replace('Bucket', 'Files') }] });
    expect(second.facts(uri('a.yaml'))).toBe(facts);
  });

  it('answers for the moment that a snapshot was taken, whatever came after', () => {
    const workspace = createWorkspace();
    const first = workspace.apply({ set: [{ uri: uri('a.yaml'), text: broad }] });
    const second = workspace.apply({ set: [{ uri: uri('a.yaml'), text: other }] });
    expect(second.findings(uri('a.yaml'))).toHaveLength(0);
    expect(first.findings(uri('a.yaml'))).toHaveLength(1);
  });

  it('does the work of the first question a document at a time', () => {
    const workspace = createWorkspace();
    const set = Array.from({ length: 20 }, (_, i) => ({
      uri: uri(`${i}.yaml`),
      text: broad.replaceAll('deployer', `d${i}`),
    }));
    const snapshot = workspace.apply({ set });
    expect([...snapshot.prepare()].length).toBe(20);
    expect(snapshot.documents().flatMap(one => snapshot.findings(one))).toHaveLength(20);
  });
});

describe('what is tried', () => {
  const said = (one: Snapshot) => one.documents().map(document => one.findings(document));
  const fresh = (texts: readonly SourceDocument[]) => said(createWorkspace().apply({ set: texts }));
  const changed = (before: string, after: string) =>
    landing.map(one => ({ ...one, text: one.text.replaceAll(before, after) }));

  it('says what a workspace of its own would, and so does the workspace, whichever is asked first', () => {
    const workspace = createWorkspace();
    const first = workspace.apply({ set: landing });
    expect(said(first).flat()).not.toEqual([]);
    const [fewer, more] = [changed('dynamodb:GetItem', 'dynamodb:Query'), changed('"111111111111"', '"*"')];
    const tried = first.trying(more);
    expect(said(tried)).toEqual(fresh(more));
    expect(said(tried.trying(fewer))).toEqual(fresh(fewer));
    expect(said(first)).toEqual(fresh(landing));
    const second = workspace.apply({ set: fewer });
    expect(said(first.trying(more))).toEqual(fresh(more));
    expect(said(second)).toEqual(fresh(fewer));
    expect(said(second.trying(landing))).toEqual(fresh(landing));
    expect(said(workspace.apply({ set: more }))).toEqual(fresh(more));
  });
});
