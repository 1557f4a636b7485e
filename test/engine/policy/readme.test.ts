/** The folder's first page shows what the engine does. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { effective, restrictionsOn } from '../../../server/src/engine/policy/decide';
import { requests, union } from '../../../server/src/engine/policy/request-set';
import { witness } from '../../../server/src/engine/policy/witness';
import { statement, type WrittenStatement } from '../../support/statements';

const folder = new URL('../../../server/src/engine/policy/', import.meta.url);
const page = readFileSync(new URL('README.md', folder), 'utf8');

function fence(name: string) {
  return JSON.parse(new RegExp(`\`\`\`json ${name}\n(.*?)\`\`\``, 's').exec(page)![1]!);
}

const roles = ['app-prod-api', 'app-dev-api'].map(name => `arn:aws:iam::111122223333:role/${name}`);
const passRole = requests({ action: 'iam:PassRole' });

function allowed(written: readonly WrittenStatement[]) {
  const stated = written.map(one => ({ statement: statement(one) }));
  const restrictions = restrictionsOn(passRole, stated, [], {});
  const allows = stated.filter(one => one.statement.effect === 'Allow').map(one => effective(one, restrictions));
  return { certain: union(...allows.map(one => one.certain)), possible: union(...allows.map(one => one.possible)) };
}

test('its policies have its witness', () => {
  const found = witness(allowed(fence('policies')).certain, { actions: ['iam:PassRole'], resources: roles });
  expect(found).toEqual(fence('witness'));
});

test('a parameter leaves it open', () => {
  const [allow, ...denies] = fence('policies');
  const Resource = { parts: ['arn:aws:iam::111122223333:role/', { hole: 'Prefix', kind: 'parameter' as const }, '-*'] };
  const { certain, possible } = allowed([{ ...allow, Resource }, ...denies]);
  expect(witness(certain)).toBeUndefined();
  expect(witness(possible)?.resource).toMatch(/-/);
});

test('it names every file', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.ts'));
  expect(files.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
});
