import { describe, expect, it } from 'vitest';
import type { Uri } from '../../../server/src/engine/text/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';

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
