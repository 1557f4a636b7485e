import type { Finding as Lint } from 'cfn-lint-wasm';
import { describe, expect, test } from 'vitest';
import { asFindings, isLinted } from '../../server/src/cfn-lint/as-findings';
import type { Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Snapshot } from '../../server/src/engine/workspace/workspace';

const uri = 'file:///w/a.yaml' as Uri;
const template = `Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketNmae: orders
  Database:
    Type: AWS::RDS::DBInstance
`;

function workspace(texts: Readonly<Record<string, string>>): Snapshot {
  const set = Object.entries(texts).map(([name, text]) => ({ uri: `file:///w/${name}` as Uri, text }));
  return createWorkspace({ roots: ['file:///w/' as Uri] }).apply({ set });
}

/** What cfn-lint says of the first place where a word stands. */
function lint(ruleId: string, word: string, text: string, message = `${word} is wrong.`): Lint {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  const start = { line: before.length - 1, character: before.at(-1)!.length };
  const severity = ruleId.startsWith('W') ? 'warning' : ruleId.startsWith('I') ? 'info' : 'error';
  const range = { start, end: { line: start.line, character: start.character + word.length } };
  return { ruleId, severity, message, url: '', path: [], range };
}

/** Severity, rule, message and the text under the squiggle. */
function said(snapshot: Snapshot, lints: readonly Lint[]): string[] {
  const text = snapshot.source(uri)?.text ?? '';
  return asFindings(snapshot, uri, lints).map(({ severity, rule, message, at, suppressed }) => {
    const { start, end } = snapshot.range(at);
    return `${suppressed ? 'allowed' : severity} ${rule}: ${message} [${text.slice(start, end)}]`;
  });
}

describe("cfn-lint's findings", () => {
  test('stand at keys and values, with the severity that it gives them', () => {
    const lints = [
      lint('I3011', 'AWS::RDS::DBInstance', template),
      lint('E3002', 'BucketNmae', template),
      lint('W3010', 'Database', template),
    ];
    expect(said(workspace({ 'a.yaml': template }), lints)).toEqual([
      'error cfn-lint/E3002: BucketNmae is wrong [BucketNmae]',
      'warning cfn-lint/W3010: Database is wrong [Database]',
      'information cfn-lint/I3011: AWS::RDS::DBInstance is wrong [AWS::RDS::DBInstance]',
    ]);
  });

  test('move with their place while the text changes', () => {
    const before = createWorkspace();
    before.apply({ set: [{ uri, text: template }] });
    const [finding] = asFindings(before.snapshot, uri, [lint('E3002', 'BucketNmae', template)]);
    const text = `# a line more\n${template}`;
    const { start, end } = before.apply({ set: [{ uri, text }] }).range(finding!.at);
    expect(text.slice(start, end)).toBe('BucketNmae');
  });

  test('of one rule and place are said together', () => {
    const lints = [
      lint('E3003', 'Bucket', template, "'A' is required"),
      lint('E3003', 'Bucket', template, "'B' is required"),
    ];
    expect(said(workspace({ 'a.yaml': template }), lints)).toEqual([
      "error cfn-lint/E3003: 'A' is required; 'B' is required [Bucket]",
    ]);
  });

  test('obey the severities and allowances of the workspace', () => {
    const settings = 'version: 1\nrules: { cfn-lint/E3002: hint, cfn-lint/W3010: off }\n';
    const text = template.replace('  Database', '  # bulkhead allow cfn-lint/E1: it is meant so\n  Database');
    const lints = [lint('E3002', 'BucketNmae', text), lint('W3010', 'Bucket', text), lint('E1', 'Database:', text)];
    expect(said(workspace({ 'a.yaml': text, 'bulkhead.yaml': settings }), lints)).toEqual([
      'hint cfn-lint/E3002: BucketNmae is wrong [BucketNmae]',
      'allowed cfn-lint/E1: Database: is wrong [Database]',
    ]);
  });

  test('that we say already are left out', () => {
    const text = `${template}  Deployer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [{ Effect: Alow, Action: "s3:*", Resource: "*" }] }
`;
    const lints = [lint('E3510', 'Alow', text), lint('E3002', 'BucketNmae', text)];
    expect(said(workspace({ 'a.yaml': text }), lints)).toEqual([
      'error cfn-lint/E3002: BucketNmae is wrong [BucketNmae]',
    ]);
  });

  test('say nothing more of a text that cannot be read', () => {
    const broken = `${template}  Broken: [\n`;
    expect(said(workspace({ 'a.yaml': broken }), [lint('E0000', 'Broken', broken)])).toEqual([]);
  });

  test('are none of what is no template', () => {
    const snapshot = workspace({ 'a.yaml': template, 'bulkhead.yaml': 'version: 1\n', 'b.yaml': 'a: 1\n' });
    expect(['a.yaml', 'bulkhead.yaml', 'b.yaml'].map(name => isLinted(snapshot, `file:///w/${name}` as Uri))).toEqual([
      true,
      false,
      false,
    ]);
    expect(asFindings(snapshot, 'file:///w/b.yaml' as Uri, [lint('E1', 'a', 'a: 1')])).toEqual([]);
  });
});
