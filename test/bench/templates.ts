import type { SourceDocument, Uri } from '../../server/src/engine/text/text';

/** A template like those that teams write: of ten resources two are roles, one is a policy, the rest is what they are for. */
export function template(resources: number, seed: number): string {
  const blocks = Array.from({ length: Math.ceil(resources / 10) }, (_, i) => block(`S${seed}B${i}`));
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: service ${seed}
Parameters:
  Stage:
    Type: String
    AllowedValues: [dev, prod]
Resources:
${blocks.join('')}`;
}

/** A workspace of `count` templates with `resources` resources each. */
export function workspaceOf(count: number, resources: number): readonly SourceDocument[] {
  return Array.from({ length: count }, (_, i) => ({
    uri: `file:///bench/stacks/service-${i}.yaml` as Uri,
    text: template(resources, i),
  }));
}

function block(id: string): string {
  return `${role(`${id}Task`, 'lambda.amazonaws.com')}${role(`${id}Deploy`, 'codebuild.amazonaws.com')}
  ${id}Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [!Ref ${id}Deploy]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Deploy
            Effect: Allow
            Action: [lambda:UpdateFunctionCode, lambda:CreateFunction, "cloudformation:*"]
            Resource: !Sub "arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${id}-*"
          - Effect: Allow
            Action: iam:PassRole # the deployer hands the task role to the function
            Resource: !GetAtt ${id}Task.Arn
            Condition: { StringEquals: { "iam:PassedToService": lambda.amazonaws.com } }
${fn(`${id}Fn`, `${id}Task`)}${fn(`${id}Worker`, `${id}Task`)}${table(`${id}Orders`)}${table(`${id}Users`)}${bucket(`${id}Files`)}${bucket(`${id}Logs`)}
  ${id}Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 300
      Tags: [{ Key: Service, Value: ${id} }, { Key: Environment, Value: !Ref Stage }]
`;
}

function role(id: string, service: string): string {
  return `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: ${service} }
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      Policies:
        - PolicyName: data
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query]
                Resource: !Sub "arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/*"
`;
}

function fn(id: string, roleId: string): string {
  return `  ${id}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt ${roleId}.Arn
      Code: { S3Bucket: !Ref AWS::StackName, S3Key: ${id}.zip }
      Environment:
        Variables:
          STAGE: !Ref Stage
          LOG_LEVEL: info
`;
}

function table(id: string): string {
  return `  ${id}:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - { AttributeName: pk, AttributeType: S }
      KeySchema:
        - { AttributeName: pk, KeyType: HASH }
`;
}

function bucket(id: string): string {
  return `  ${id}:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
`;
}
