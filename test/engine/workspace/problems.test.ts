import { expect, it } from 'vitest';
import type { Uri } from '../../../server/src/engine/text/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';

function problemsOf(text: string) {
  const uri = 'file:///w/t.yaml' as Uri;
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
