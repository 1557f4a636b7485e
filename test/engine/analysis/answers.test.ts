/** What is kept from one version of the facts to the next is what a fresh workspace would answer. */
import { expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { findingsOf, snapshotOf, uriOf } from '../../support/workspace';

const bucket = (environment: string) =>
  `Resources:\n  B: { Type: AWS::S3::Bucket, Properties: { Tags: [{ Key: Environment, Value: ${environment} }] } }\n`;
const sends = (files: string, account: string) =>
  `version: 1\naccounts: [{ id: "111122223333", name: one }, { id: "444455556666", name: two }]\ndeployments: [{ files: "${files}", account: ${account} }]\n`;

const shown = (snapshot: ReturnType<typeof snapshotOf>) =>
  findingsOf(snapshot).map(({ path, finding }) => `${path} ${finding.message}`);

it('after each of many changes of what lands in a declared account', () => {
  const workspace = createWorkspace();
  const now: Record<string, string> = {};
  const change = (path: string, text: string | undefined) => {
    if (text === undefined) delete now[path];
    else now[path] = text;
    if (text === undefined) workspace.apply({ remove: [uriOf(path)] });
    else workspace.apply({ set: [{ uri: uriOf(path), text }] });
    expect(shown(workspace.snapshot)).toEqual(shown(snapshotOf(now)));
    return shown(workspace.snapshot).length;
  };
  expect(change('a.yaml', bucket('prod'))).toBe(0);
  expect(change('b.yaml', bucket('dev'))).toBe(0);
  expect(change('bulkhead.yaml', sends('*.yaml', 'one'))).toBe(1);
  expect(change('b.yaml', bucket('prod'))).toBe(0);
  expect(change('b.yaml', bucket('test'))).toBe(1);
  expect(change('bulkhead.yaml', sends('a*.yaml', 'two'))).toBe(0);
  expect(change('bulkhead.yaml', sends('?.yaml', 'two'))).toBe(1);
  expect(change('a.yaml', undefined)).toBe(0);
  expect(change('c.yaml', bucket('production'))).toBe(1);
  for (let i = 0; i < 70; i++) change('d.yaml', bucket(`x${i}`));
  expect(change('c.yaml', bucket('test'))).toBe(0);
  expect(change('c.yaml', bucket('production'))).toBe(1);
});
