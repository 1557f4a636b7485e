/** Who writes to a repository of images chooses what runs, unless tags or digests keep what was deployed. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const prod = `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: [lambda.amazonaws.com, ecs-tasks.amazonaws.com] }, Action: sts:AssumeRole }] }
`;
const images = (more = '') =>
  `  Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: app${more} } }\n`;
const uri = (ending: string) => `!Sub "\${Images.RepositoryUri}${ending}"`;
const task = (...taken: readonly string[]) =>
  `  Runs: { Type: "AWS::ECS::TaskDefinition", Properties: { TaskRoleArn: !GetAtt Prod.Arn, ContainerDefinitions: [${taken.map(image => `{ Name: c, Image: ${image} }`)}] } }\n`;
const fn = (image: string) =>
  `  Runs: { Type: "AWS::Lambda::Function", Properties: { Role: !GetAtt Prod.Arn, Code: { ImageUri: ${image} } } }\n`;
const serverless = (image: string) =>
  `  Runs: { Type: "AWS::Serverless::Function", Properties: { Role: !GetAtt Prod.Arn, PackageType: Image, ImageUri: ${image} } }\n`;

const digest = uri(`@sha256:${'a'.repeat(64)}`);
const latest = uri(':latest');
const ways = (actions: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(allow(actions)), prod, ...resources)), 'Dev').filter(edge => /Runs/.test(edge));
const written = ['possibly Dev changes-code Runs'];

describe('an image', () => {
  test.each([task, fn, serverless])('by a tag, and by its digest', runs => {
    expect(ways('ecr:PutImage', images(), runs(latest))).toEqual(written);
    expect(ways('ecr:PutImage', images(), runs(digest))).toEqual([]);
  });

  it('of one container by its digest, of another by a tag', () => {
    expect(ways('ecr:PutImage', images(), task(digest, latest))).toEqual(written);
  });

  test.each([
    ['IMMUTABLE', []],
    ['MUTABLE', written],
    ['IMMUTABLE_WITH_EXCLUSION', written],
  ])('whose tags are %s', (mutability, expected) => {
    expect(ways('ecr:PutImage', images(`, ImageTagMutability: ${mutability}`), fn(latest))).toEqual(expected);
  });

  it('whose tags whoever decides about the repository may move', () => {
    const kept = images(', ImageTagMutability: IMMUTABLE');
    expect(ways('ecr:PutImage, ecr:PutImageTagMutability', kept, fn(latest))).toEqual(written);
  });
});
