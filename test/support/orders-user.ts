/** A template with a user who may do this with the orders; `more` are lines behind it. Actions are YAML: a word, or a list. */
export function ordersUser(actions = 's3:GetObject', more = '', label = 'Deployer'): string {
  return `Resources:
  ${label}:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: orders
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ${actions}
                Resource: arn:aws:s3:::orders/*
${more}`;
}
