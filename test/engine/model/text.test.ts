import { describe, expect, test } from 'vitest';
import { parseArn, splitResource } from '../../../server/src/engine/model/arn';
import {
  certainReadings,
  covers,
  type Hole,
  literalOf,
  possibleReadings,
  show,
  type Text,
} from '../../../server/src/engine/model/text';
import { somewhere } from '../../support/statements';

const text = (...parts: (string | Hole)[]): Text => ({ parts, at: somewhere });
const parameter = (hole: string, more: Partial<Hole> = {}): Hole => ({ hole, kind: 'parameter', ...more });
const partition: Hole = { hole: 'AWS::Partition', kind: 'ambient', default: 'aws' };
const account: Hole = { hole: 'AWS::AccountId', kind: 'ambient' };
const patterns = (mode: 'only' | 'except', ...list: Text[]) => ({ mode, list, at: somewhere });

describe('covers', () => {
  test.each([
    ['iam:Pass*', 'iam:PassRole', 'yes'],
    ['iam:PassRol?', 'iam:PassRole', 'yes'],
    ['iam:PassRol?', 'iam:PassRol', 'no'],
    ['*a*b', 'xaxab', 'yes'],
    ['*a*b', 'xaxa', 'no'],
    ['', '', 'yes'],
    ['*', '', 'yes'],
  ])('%s and %s: %s', (pattern, name, answer) => {
    expect(covers(text(pattern), name)).toBe(answer);
  });

  test('case counts unless it is said not to', () => {
    expect(covers(text('IAM:passrole'), 'iam:PassRole')).toBe('no');
    expect(covers(text('IAM:passrole'), 'iam:PassRole', true)).toBe('yes');
  });

  test('a hole decides, its choices or its default do not leave it open', () => {
    const role = (hole: Hole) => text('role/', hole);
    expect(covers(role(parameter('Name')), 'role/app')).toBe('maybe');
    expect(covers(role(parameter('Name')), 'user/app')).toBe('no');
    expect(covers(role(parameter('Name', { default: '*' })), 'role/app')).toBe('yes');
    expect(covers(role(parameter('Name', { oneOf: ['a*', 'ap*'] })), 'role/app')).toBe('yes');
    expect(covers(role(parameter('Name', { oneOf: ['a*', 'b*'] })), 'role/app')).toBe('maybe');
    expect(covers(role(parameter('Name', { oneOf: ['b*', 'c*'] })), 'role/app')).toBe('no');
  });

  test('a list, and all but a list', () => {
    const open = text(parameter('P'));
    expect(covers(patterns('only', text('a'), text('b')), 'b')).toBe('yes');
    expect(covers(patterns('except', text('a'), text('b')), 'b')).toBe('no');
    expect(covers(patterns('except', text('a')), 'b')).toBe('yes');
    expect(covers(patterns('only', text('a'), open), 'b')).toBe('maybe');
    expect(covers(patterns('except', text('a'), open), 'b')).toBe('maybe');
    expect(covers(patterns('except', text('b'), open), 'b')).toBe('no');
    expect(covers(patterns('except'), 'b')).toBe('yes');
  });
});

test('readings give a hole one value everywhere, and stop where there would be too many', () => {
  const env = parameter('Env', { oneOf: ['dev', 'prod'] });
  expect(possibleReadings(text(env, '-', env))).toEqual([
    ['dev', '-', 'dev'],
    ['prod', '-', 'prod'],
  ]);
  const many = Array.from({ length: 40 }, (_, i) => parameter(`P${i}`, { oneOf: ['a', 'b', 'c'] }));
  expect(possibleReadings(text(...many)).length).toBeLessThan(100);
  expect(certainReadings(text(parameter('P', { default: 'x', oneOf: ['x', 'y'] })))).toEqual([['x']]);
});

test('what a person reads', () => {
  expect(show(text('arn:', partition, ':iam::', account, ':role/*'))).toMatchInlineSnapshot(
    '"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"',
  );
  expect(literalOf(text('a', 'b'))).toBe('ab');
  expect(literalOf(text('a', account))).toBeUndefined();
});

describe('ARNs', () => {
  const partsOf = (...parts: (string | Hole)[]) => {
    const arn = parseArn(text(...parts));
    return arn && Object.values(arn).map(show);
  };

  test('are split at their colons, whatever is open between them', () => {
    expect(partsOf('arn:', partition, ':iam::', account, ':role/a:b')).toEqual([
      show(text(partition)),
      'iam',
      '',
      show(text(account)),
      'role/a:b',
    ]);
    expect(partsOf('arn:aws:s3:::bucket/', account)).toEqual(['aws', 's3', '', '', `bucket/${show(text(account))}`]);
    expect(partsOf('arn:aws:iam::', account, ':role', '/x')?.at(-1)).toBe('role/x');
  });

  test('are not what is too short, other, or hidden in a hole', () => {
    for (const other of ['', 'arn', 'arn:aws:iam', '*', 'arn:aws:iam::123456789012', 'role/x:a:b:c:d:e']) {
      expect(partsOf(other)).toBeUndefined();
    }
    expect(partsOf(parameter('RoleArn'))).toBeUndefined();
    expect(partsOf(parameter('Prefix'), ':role/x')).toBeUndefined();
  });

  test('have resources with types and without', () => {
    const split = (...parts: (string | Hole)[]) => {
      const { type, name } = splitResource(text(...parts));
      return [type, show(name)];
    };
    expect(split('role/service-role/app')).toEqual(['role', 'service-role/app']);
    expect(split('function:app')).toEqual(['function', 'app']);
    expect(split('role/', account)).toEqual(['role', show(text(account))]);
    expect(split('bucket')).toEqual([undefined, 'bucket']);
  });
});
