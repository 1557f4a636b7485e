import { describe, expect, it } from 'vitest';
import type { Uri } from '../../../server/src/engine/text/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';

function problemsOf(text: string, path = 't.yaml') {
  const uri = `file:///w/${path}` as Uri;
  const snapshot = createWorkspace().apply({ set: [{ uri, text }] });
  return snapshot.problems(uri).map(({ message, range }) => [text.slice(0, range.start).split('\n').length, message]);
}

it('says one thing of a broken line, not also what its pieces would mean', () => {
  expect(problemsOf('Resources:\n  A:\n    Type: AWS::S3::Bucket\n  B: [\n')).toEqual([
    [4, 'a bracket, a quote or a comma is missing here'],
  ]);
});

it('knows a template by its resources when nothing else of it can be read', () => {
  const [first, second] = problemsOf('Resources:\n  A:\n\tType: AWS::IAM::Role\n');
  expect(first).toEqual([1, 'no resource of this template can be read']);
  expect(second?.[0]).toBe(3);
});

it('is silent on a broken text that is none of ours', () => {
  expect(problemsOf('kind: Pod\nspec: [\n')).toEqual([]);
});

describe('a manifest of the CDK', () => {
  const whole =
    '{"version":"55.0.0","artifacts":{"A":{"type":"aws:cloudformation:stack","properties":{"templateFile":"A.json"}}}}';
  const manifest = 'cdk.out/manifest.json';

  it.each([
    ['is cut off before its first stack', whole.slice(0, 30)],
    ['is cut off in its first stack', whole.slice(0, 60)],
    ['has a bracket too many', whole.replace('{"A"', '{{"A"')],
    ['is none any more', '<<<<<<< HEAD'],
  ])('that %s says so where it is broken', (_, text) => {
    const [first] = problemsOf(text, manifest);
    expect(first).toBeDefined();
    expect(problemsOf(text, 'cdk.out/assembly-Prod/manifest.json')).toEqual(problemsOf(text, manifest));
  });

  it.each([
    [
      'is empty',
      '',
      'this manifest has no `version`, so that nobody can tell where the stacks land; `cdk synth` writes it again',
    ],
    [
      'says nothing',
      '{}',
      'this manifest has no `version`, so that nobody can tell where the stacks land; `cdk synth` writes it again',
    ],
    [
      'has stacks in a list',
      '{"version":"55.0.0","artifacts":[]}',
      '`artifacts` must be a map of stacks and what belongs to them',
    ],
  ])('that %s says what is missing', (_, text, message) => {
    expect(problemsOf(text, manifest)).toEqual([[1, message]]);
  });

  it('is in another folder too where the words say so', () => {
    expect(problemsOf(whole.slice(0, -1), 'build/manifest.json')).toHaveLength(1);
    expect(problemsOf(whole.slice(0, 50), 'build/manifest.json')).toHaveLength(1);
  });

  it('may be whole, be without stacks, and is no other manifest', () => {
    expect(problemsOf(whole, manifest)).toEqual([]);
    expect(problemsOf('{"version":"36.0.0"}', manifest)).toEqual([]);
    expect(problemsOf('{"name":"x",', 'public/manifest.json')).toEqual([]);
    expect(problemsOf('{"version":1,"stacks":{', 'cdktf.out/manifest.json')).toEqual([]);
    expect(problemsOf('', 'cdk.out/asset.1/manifest.json')).toEqual([]);
    expect(problemsOf('{"stacks":{}}', manifest)).toEqual([]);
  });
});
