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
