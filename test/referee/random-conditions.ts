/** Random conditions over tiny alphabets of real keys, so that statements meet each other and requests. */
import fc from 'fast-check';
import { account, otherAccount } from './world';

export type WrittenCondition = Readonly<Record<string, Readonly<Record<string, string[]>>>>;

const quantifiers = fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:');
const ifExists = fc.constantFrom('', '', 'IfExists');

/** One or more. */
export function some<T>(value: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> {
  return fc.array(value, { minLength: 1, maxLength });
}

function family(keys: readonly string[], operators: readonly string[], ...values: readonly string[]) {
  const value = fc.constantFrom(...values);
  return fc
    .tuple(quantifiers, fc.constantFrom(...operators), ifExists, fc.constantFrom(...keys), some(value))
    .map(([quantifier, operator, exists, key, list]): WrittenCondition => {
      return { [quantifier + operator + exists]: { [key]: list } };
    });
}

/** Each operator and its negation. */
function both(...operators: readonly string[]): readonly string[] {
  return operators.flatMap(operator => [operator, operator.replace(/^(String|Arn)/, '$1Not')]);
}

function ordered(prefix: string): readonly string[] {
  const orders = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  return orders.map(order => prefix + order);
}

const texts = both('StringEquals', 'StringEqualsIgnoreCase', 'StringLike');
const words = ['iam:PassedToService', 'IAM:passedtoservice', 'aws:PrincipalTag/team', 'aws:TagKeys', 'aws:tagKeys'];
const patterns = ['a', 'A', 'ab', 'b', 'a*', '?', '*b', '*', '${aws:username}', 'a${*}', '${?}'];
const variables = ['${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'a'}", '${aws:PrincipalAccount}'];

const presence = fc
  .tuple(
    fc.constantFrom(
      ...words,
      ...['aws:SourceIp', 'aws:SourceArn', 's3:max-keys', 'aws:CurrentTime', 'aws:MultiFactorAuthPresent'],
    ),
    some(fc.constantFrom('true', 'True', 'false')),
  )
  .map(([key, values]): WrittenCondition => ({ Null: { [key]: values } }));

export const condition: fc.Arbitrary<WrittenCondition> = fc.oneof(
  family(words, texts, ...patterns, ...variables),
  family(['aws:PrincipalAccount'], texts, account, otherAccount, '1*', '*', '${aws:PrincipalAccount}'),
  family(
    ['aws:SourceArn', 'aws:PrincipalArn', 'AWS:principalARN'],
    both('ArnEquals', 'ArnLike'),
    ...[`arn:aws:iam::${account}:user/alice`, 'arn:aws:iam::*:user/*', 'arn:aws:iam::*:user/${aws:username}'],
    ...[`arn:aws:iam::${account}:role/app`, 'arn:aws:iam::*:role/*', 'arn:aws:*:*:*:*', 'arn:aws:s3:::a'],
    ...['arn:aws:s3:*:*:a?', 'arn:*:s3:::*b', 'arn:aws:iam:::*', 'arn:aws:s3:::a:*', '*', 'arn:aws:iam::*'],
  ),
  family(['s3:max-keys', 'aws:EpochTime'], ordered('Numeric'), '1', '2', '2.5', '10', '-1', '2.0', '2263420800'),
  family(
    ['aws:CurrentTime', 'aws:TokenIssueTime'],
    ordered('Date'),
    ...['2041-06-01T00:00:00Z', '2041-06-01', '2042-01-01T01:00:00+01:00', '2020-01-01T00:00:00Z', '2253657600'],
  ),
  family(['aws:SecureTransport', 'aws:MultiFactorAuthPresent'], ['Bool'], 'true', 'True', 'false'),
  family(
    ['aws:SourceIp'],
    ['IpAddress', 'NotIpAddress'],
    ...['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1', '::/0'],
  ),
  family(['s3:signature'], ['BinaryEquals'], 'QQ==', 'qq=='),
  presence,
);
