import { expect, test } from 'vitest';
import { hoverAt } from '../../../server/src/engine/workspace/hover';
import { snapshotOf, uriOf } from '../../support/workspace';

test('the policy of an endpoint says what may be done through it', () => {
  const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Storage:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*" }] }
`;
  const snapshot = snapshotOf({ 'network.yaml': template });
  const said = hoverAt(snapshot, uriOf('network.yaml'), template.indexOf('Effect'));
  expect(said?.markdown).toBe('**anyone** **may** `s3:GetObject` through `Storage`');
});

test('a principal says what it reaches, and what nobody can tell', () => {
  const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders: { Type: "AWS::DynamoDB::Table" }
  Reader:
    Type: AWS::IAM::User
    Properties:
      Policies: [{ PolicyDocument: { Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }] } }]
`;
  const snapshot = snapshotOf({ 'orders.yaml': template });
  const over = (word: string) => hoverAt(snapshot, uriOf('orders.yaml'), template.indexOf(word))?.markdown;
  expect(over('Reader:')).toMatch(/^can become no role · reaches 1 data store\n\n_not seen: /);
  expect(over('Orders:')).toBeUndefined();
});
