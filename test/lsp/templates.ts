/** Small templates that say one thing each. */

/** A user that may pass `resource`; with the only role that the template passes to a function. */
export function deployer(resource = '"*"'): string {
  return `Resources:
  Deployer:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: iam:PassRole
                Resource: ${resource}
  OrdersRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt OrdersRole.Arn
      Runtime: nodejs22.x
      Handler: index.handler
      Code: { S3Bucket: artifacts, S3Key: orders.zip }
`;
}

/** Something of ours without a finding. */
export const bucket = `Resources:
  Artifacts:
    Type: AWS::S3::Bucket
`;

/** Recognised, and broken at its end. */
export const broken = `${deployer()}  Broken: [unclosed
`;

/** The squiggle of such a deployer: the rule, and what it stands under. */
export const broad = 'broad-pass-role: iam:PassRole';

/** Has a finding and no role, so that nothing is different for other documents. */
export const passingUser = `Resources:
  Visitor:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: pass
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: "*" }]
`;
