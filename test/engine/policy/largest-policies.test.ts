/** Policies of the sizes that AWS takes at most ("IAM and AWS STS quotas"), without anything in them that is hard by itself. */
import { expect, test } from 'vitest';
import { isEmpty } from '../../../server/src/engine/policy/witness';
import { denying as deny, everything, many, roleArn as role } from '../../bench/hard-policies';
import { allowed } from '../../support/policies';
import { statement, type WrittenStatement } from '../../support/statements';

/** As many as fit into so many characters of JSON. */
const filling = (characters: number, make: (i: number) => string) => {
  const list: string[] = [];
  for (let left = characters - make(0).length - 3; left >= 0; left -= make(list.length).length + 3) {
    list.push(make(list.length));
  }
  return list;
};
const managed = 6144;
const control = 10_240;
const passing = (list: readonly string[]): WrittenStatement => ({ Action: 'iam:PassRole', Resource: list });
const roles = filling(managed, i => role(`team-${i}-*`));
const blocks = (size: number) => filling(managed, i => `10.${i >> 8}.${i & 255}.0/${size}`);
const from = (operator: string, list: readonly string[]) => ({ Condition: { [operator]: { 'aws:SourceIp': list } } });
const valued = (operator: string, value: string) => ({ Condition: { [operator]: { 'k:name': value } } });
const all = roles.length;

const cases: readonly [string, 'yes' | 'no', readonly WrittenStatement[], (readonly WrittenStatement[])?][] = [
  ['roles', 'no', [passing(roles)]],
  ['roles, each denied', 'yes', [passing(roles), deny(filling(control, i => role(`team-${i}*`)))]],
  ['roles, each but one denied', 'no', [passing(roles), deny(filling(control, i => role(`team-${i + 1}-*`)))]],
  [
    'roles, all denied but others',
    'yes',
    [passing(roles), { Effect: 'Deny', Action: '*', NotResource: filling(control, i => role(`team-${i + all}-*`)) }],
  ],
  [
    'roles, all denied but one of them',
    'no',
    [
      passing(roles),
      { Effect: 'Deny', Action: '*', NotResource: filling(control, i => role(`team-${i + all - 1}-*`)) },
    ],
  ],
  [
    'words anywhere, under a boundary',
    'no',
    [{ Action: '*', Resource: filling(managed, i => `*-prod${i}-*`) }],
    [{ Action: '*', Resource: filling(managed, i => `arn:aws:s3:::*-b${i}-*`) }],
  ],
  [
    'words anywhere, each denied',
    'yes',
    [{ Action: '*', Resource: filling(managed, i => `*-prod${i}-*`) }, deny(filling(control, i => `*prod${i}*`))],
  ],
  [
    'actions of all services but some',
    'no',
    [
      { NotAction: filling(managed, i => `service${i}:*`), Resource: '*' },
      { Effect: 'Deny', NotAction: filling(control, i => `service${i}:*`), Resource: '*' },
    ],
  ],
  [
    'addresses in blocks that are all denied',
    'yes',
    [{ ...everything, ...from('IpAddress', blocks(24)) }, deny('*', from('IpAddress', blocks(23)))],
  ],
  [
    'addresses in blocks, all denied but parts of them',
    'no',
    [
      { ...everything, ...from('IpAddress', blocks(24)) },
      deny(
        '*',
        from(
          'NotIpAddress',
          filling(managed, i => `10.1.${i & 255}.128/25`),
        ),
      ),
    ],
  ],
  [
    'twenty words that all have to be in one value',
    'no',
    [everything, ...many(20, i => deny('*', valued('StringNotLike', `*word${i}-*`)))],
  ],
  [
    'twenty words, none of which may be in a value',
    'no',
    [
      { ...everything, ...valued('StringLike', '*x*') },
      ...many(20, i => deny('*', valued('StringLike', `*word${i}-*`))),
    ],
  ],
  [
    'tags',
    'no',
    [
      {
        ...everything,
        Condition: {
          'ForAllValues:StringLike': { 'aws:TagKeys': filling(managed, i => `team${i}*`) },
          'ForAnyValue:StringLike': { 'aws:TagKeys': filling(managed / 2, i => `*${i}x`) },
        },
      },
      deny('*', { Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': filling(managed, i => `*am${i}x`) } } }),
    ],
  ],
  [
    'Denies under conditions of the template, more than are followed together',
    'no',
    [everything, ...many(40, i => deny(`*x${i}*`, { when: [[{ of: `C${i}`, value: 'true', is: i % 2 === 0 }]] }))],
  ],
  [
    'Denies of both branches of many conditions',
    'yes',
    [
      passing([role('a')]),
      ...many(40, i => deny(role(`${i}`), { when: [[{ of: `C${i}`, value: 'true', is: true }]] })),
      ...[true, false].map(is => deny(role('*'), { when: [[{ of: 'C', value: 'true', is }]] })),
    ],
  ],
];

test.each(cases)('%s: is it empty, %s', (_, answer, statements, boundary) => {
  expect(isEmpty(allowed(statements.map(statement), boundary?.map(statement)))).toBe(answer);
});
