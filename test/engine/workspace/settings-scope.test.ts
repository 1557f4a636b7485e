import { describe, expect, it } from 'vitest';
import { type Documents, findings, pathOf, snapshotOf } from '../../support/workspace';

const passesEveryRole = `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: deploy
          PolicyDocument: { Statement: [{ Effect: Allow, Action: [iam:PassRole, lambda:CreateFunction], Resource: "*" }] }
`;
const tagged = (name: string, environment: string) =>
  `  ${name}: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: ${environment} }] } }\n`;
const mixOf = (one: string, other: string) => `Resources:\n${tagged('A', one)}${tagged('B', other)}`;
const settings = (lines: string) => `version: 1\n${lines}\n`;

const told = (documents: Documents, rule: string) =>
  findings(documents)
    .filter(({ finding }) => finding.rule === rule)
    .map(({ path, finding }) => `${path} ${finding.severity}`);

describe('two settings files of one folder', () => {
  const told = (documents: Documents) => {
    const snapshot = snapshotOf(documents);
    return [...snapshot.documents()].flatMap(uri =>
      snapshot.problems(uri).map(({ message, severity }) => [pathOf(uri), severity, message]),
    );
  };
  const [off, on] = ['off', 'error'].map(severity => settings(`rules: { mixed-environments: ${severity} }`)) as [
    string,
    string,
  ];

  it('are told, in the one that gives way', () => {
    const files = { 'a/bulkhead.yaml': off, 'a/.bulkhead.yaml': on, 'a/t.yaml': mixOf('prod', 'dev') };
    const message = '`bulkhead.yaml` beside this file wins where both say something: one file is to say it all';
    expect(told(files)).toEqual([['a/.bulkhead.yaml', 'warning', message]]);
    expect(findings(files)).toEqual([]);
    expect(findings({ ...files, 'a/bulkhead.yaml': on, 'a/.bulkhead.yaml': off })).toHaveLength(1);
  });

  it('are none where they stand in two folders, or where one of them is no settings file', () => {
    expect(told({ 'bulkhead.yaml': off, 'a/.bulkhead.yaml': on })).toEqual([]);
    expect(told({ 'bulkhead.json': '{ "doors": 4 }', '.bulkhead.yaml': on })).toEqual([]);
  });
});

describe('the severity of a rule in a settings file', () => {
  const passing = (files: Documents) =>
    told({ 'a/t.yaml': passesEveryRole, 'b/t.yaml': passesEveryRole, ...files }, 'broad-pass-role');

  it('holds for the files below it alone', () => {
    expect(passing({ 'a/bulkhead.yaml': settings('rules: { broad-pass-role: off }') })).toEqual(['b/t.yaml error']);
  });

  it('gives way to that of a nearer file', () => {
    const files = {
      'bulkhead.yaml': settings('rules: { broad-pass-role: off }'),
      'b/bulkhead.yaml': settings('rules: { broad-pass-role: hint }'),
    };
    expect(passing(files)).toEqual(['b/t.yaml hint']);
  });

  it('stays where a nearer file says nothing of the rule', () => {
    const files = {
      'bulkhead.yaml': settings('rules: { broad-pass-role: warning }'),
      'b/bulkhead.yaml': settings('rules: { mixed-environments: off }'),
    };
    expect(passing(files)).toEqual(['a/t.yaml warning', 'b/t.yaml warning']);
  });

  it('is not what an allowance elsewhere goes by', () => {
    const allowed = settings('allow: [{ rule: broad-pass-role, files: "b/**", reason: known }]');
    const files = { 'bulkhead.yaml': allowed, 'a/bulkhead.yaml': settings('rules: { broad-pass-role: off }') };
    expect(passing(files)).toEqual([]);
    expect(told({ ...files, 'a/t.yaml': passesEveryRole }, 'unused-allow')).toEqual(['bulkhead.yaml information']);
  });
});

describe('what a settings file keeps separate', () => {
  const strict = settings('separate: [[staging, development]]');
  const mixes = (files: Documents) => told(files, 'mixed-environments');

  it('is kept so in the files below it alone', () => {
    const mixed = mixOf('staging', 'dev');
    expect(mixes({ 'a/t.yaml': mixed, 'b/t.yaml': mixed, 'a/bulkhead.yaml': strict })).toEqual(['a/t.yaml error']);
    const usual = mixOf('prod', 'dev');
    expect(mixes({ 'a/t.yaml': usual, 'b/t.yaml': usual, 'a/bulkhead.yaml': strict })).toEqual(['b/t.yaml error']);
  });

  it('is said by the nearest file', () => {
    const files = { 'bulkhead.yaml': strict, 'a/bulkhead.yaml': settings('separate: []') };
    expect(mixes({ 'a/t.yaml': mixOf('staging', 'dev'), ...files })).toEqual([]);
    expect(mixes({ 'b/t.yaml': mixOf('staging', 'dev'), ...files })).toEqual(['b/t.yaml error']);
  });

  it('between files of two folders, by a file above both', () => {
    const nested = (one: string, other: string) =>
      `Resources:\n  One: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${one} } }\n  Other: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${other} } }\n`;
    const files = {
      'root.yaml': nested('./a/t.yaml', './b/t.yaml'),
      'a/t.yaml': `Resources:\n${tagged('A', 'staging')}`,
      'b/t.yaml': `Resources:\n${tagged('B', 'dev')}`,
    };
    expect(mixes({ ...files, 'a/bulkhead.yaml': strict })).toEqual([]);
    expect(mixes({ ...files, 'bulkhead.yaml': strict })).toHaveLength(1);
  });
});
