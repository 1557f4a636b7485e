/** Templates with one broad grant, and room for something hostile beside it. */
import type { Json } from '../../server/src/engine/text/json';
import type { Documents } from '../support/workspace';

export const policy = { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] };
export const bad: Json = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } };
export const yaml = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bad:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }]
`;
export const bucket = '    Type: AWS::S3::Bucket\n';

/** A template with a broad grant before anything else. */
export const template = (rest: string): Documents => ({
  'template.json': `{"Resources":{"Bad":${JSON.stringify(bad)},${rest}}}`,
});
export const around = (sections: Json, resources: Json): Documents => ({
  'template.json': JSON.stringify({ ...(sections as object), Resources: { Bad: bad, ...(resources as object) } }),
});
export const role = (properties: string): string => `"R":{"Type":"AWS::IAM::Role","Properties":${properties}}`;
export const terraform = (rest: object): Documents => ({
  'main.tf.json': JSON.stringify({
    ...rest,
    resource: {
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
      ...(rest as { resource?: object }).resource,
    },
  }),
});
export const expression = (text: string) =>
  terraform({
    resource: {
      aws_iam_role: { r: { name: `\${${text}}` } },
      aws_iam_policy: { bad: { policy: JSON.stringify(policy) } },
    },
  });
