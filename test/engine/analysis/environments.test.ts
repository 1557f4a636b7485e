import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabulary, weigh } from '../../../server/src/engine/analysis/environments/environments';
import type { Claim } from '../../../server/src/engine/model/environment';
import type { Hole } from '../../../server/src/engine/model/text';
import type { Uri } from '../../../server/src/engine/text/text';

const words = vocabulary([]);
const at = { uri: 'file:///template.yaml' as Uri, path: ['Resources'], part: 'value' } as const;
const claim = (source: Claim['source'], ...parts: (string | Hole)[]): Claim => ({ source, text: { parts, at } });
const parameter: Hole = { hole: 'Env', kind: 'parameter', oneOf: ['dev', 'prod'], default: 'prod' };

describe('weighing claims', () => {
  it('takes a tag before a name', () => {
    const environment = weigh([claim('name', 'orders-dev'), claim('tag', 'prod')], words);
    expect(environment).toMatchObject({ name: 'production', tier: 'production' });
  });

  it('takes a declaration before a tag', () => {
    expect(weigh([claim('tag', 'prod'), claim('declared', 'development')], words)?.name).toBe('development');
  });

  it('says nothing when the strongest contradict each other', () => {
    expect(weigh([claim('tag', 'prod'), claim('tag', 'dev'), claim('name', 'orders-prod')], words)).toBeUndefined();
  });

  it('passes over what says nothing', () => {
    expect(weigh([claim('tag', 'blue'), claim('name', 'orders-prod')], words)?.name).toBe('production');
    expect(weigh([claim('tag', 'blue')], words)).toBeUndefined();
    expect(weigh([], words)).toBeUndefined();
  });

  it('gives the evidence in words, strongest first', () => {
    const claims = [claim('name', 'orders-prod'), { ...claim('tag', 'prod'), key: 'Environment' }];
    expect(weigh(claims, words)?.evidence.map(one => one.message)).toEqual([
      'tag `Environment` is `prod`',
      'named `orders-prod`',
    ]);
  });
});

describe('a text that deployment decides', () => {
  it('counts by what is written out', () => {
    expect(weigh([claim('name', 'orders-prod-', { hole: 'AWS::Region', kind: 'ambient' })], words)?.name).toBe(
      'production',
    );
  });

  it('is no evidence by its default or its allowed values', () => {
    expect(weigh([claim('tag', parameter)], words)).toBeUndefined();
    expect(weigh([claim('name', 'orders-', parameter)], words)).toBeUndefined();
  });

  it('does not count a word that goes on in the open part', () => {
    expect(weigh([claim('name', 'prod', parameter)], words)).toBeUndefined();
    expect(weigh([claim('name', parameter, 'test')], words)).toBeUndefined();
  });
});

describe('paths', () => {
  it.each([
    ['/prod/db/password', 'production'],
    ['/orders/prod/db', 'production'],
    ['prod/db', 'production'],
    ['/test/db', 'test'],
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/orders/prod/db', 'production'],
    ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf', 'production'],
    ['{{resolve:ssm:/prod/db/password:1}}', 'production'],
    ['alias/prod-key', 'production'],
    ['/aws/lambda/prod-orders', 'production'],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/prod-orders', 'production'],
  ])('%s is %s', (path, environment) => {
    expect(weigh([claim('path', path)], words)?.name).toBe(environment);
  });

  it.each(['/dev/xvda', '/dev/null', '/a/b/prod', '/dev/prod/x', '/'])('%s says none', path => {
    expect(weigh([claim('path', path)], words)).toBeUndefined();
  });
});

it('answers for any text, and the same for any order of claims', () => {
  const source = fc.constantFrom<Claim['source']>('tag', 'name', 'path', 'declared', 'stage');
  const text = fc.oneof(fc.string(), fc.stringMatching(/^(prod|dev|non|pre|[-_/.]|live|test|orders)*$/));
  const anyClaim = fc.tuple(source, text).map(([s, t]) => claim(s, t));
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 5 }), claims => {
      const one = weigh(claims, words);
      const other = weigh([...claims].reverse(), words);
      expect(other?.name).toBe(one?.name);
    }),
  );
});
