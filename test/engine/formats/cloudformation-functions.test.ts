import { describe, expect, test } from 'vitest';
import { factsOf, resourceIn, shown } from '../../support/facts';

/** The bucket's name, written as YAML after `BucketName: `. */
function name(yaml: string, sections = ''): string | undefined {
  const facts = factsOf(`${sections}
Resources:
  Role: { Type: AWS::IAM::Role }
  Managed: { Type: AWS::IAM::ManagedPolicy }
  Stack: { Type: AWS::CloudFormation::Stack }
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: ${yaml}
`);
  return shown(resourceIn(facts, 'Bucket').name);
}

const parameters = `
Parameters:
  Env: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Name: { Type: String }
  List: { Type: CommaDelimitedList, Default: "a, b" }
  Hidden: { Type: String, NoEcho: true, Default: secret }
  FromStore: { Type: AWS::SSM::Parameter::Value<String>, Default: /prod/name }
Mappings:
  Names: { dev: { bucket: dev-orders, role: "x" }, prod: { bucket: prod-orders, role: "x" } }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  Never: !Equals [a, b]
`;

describe('what stands for a string', () => {
  test.each([
    ['orders', 'orders'],
    ['!Ref Name', '${Name: parameter}'],
    ['!Ref Env', '${Env: parameter=dev in dev|prod}'],
    ['!Ref Hidden', '${Hidden: parameter}'],
    ['!Ref FromStore', '${FromStore: opaque}'],
    ['!Ref AWS::Region', '${AWS::Region: ambient}'],
    ['!Ref Role', '${Role: reference -> Role name}'],
    ['!Ref Managed', '${Managed: reference -> Managed arn}'],
    ['!GetAtt Role.Arn', '${Role.Arn: reference -> Role arn}'],
    ['!GetAtt [Role, Arn]', '${Role.Arn: reference -> Role arn}'],
    ['!GetAtt Stack.Outputs.Name', '${Stack.Outputs.Name: reference -> Stack Outputs.Name}'],
    ['!Ref Missing', '${Missing: opaque}'],
    [
      '!Sub "a-${Env}-${!Literal}-${Role.Arn}"',
      'a-${Env: parameter=dev in dev|prod}-${Literal}-${Role.Arn: reference -> Role arn}',
    ],
    ['!Sub ["${A}-${Name}", { A: !Ref AWS::StackName }]', '${AWS::StackName: ambient}-${Name: parameter}'],
    ['!Join ["-", [a, !Ref Name, b]]', 'a-${Name: parameter}-b'],
    ['!Join ["-", !Ref List]', '${List: parameter=a-b}'],
    ['!Join ["-", [a, !If [Never, x, !Ref AWS::NoValue], b]]', 'a-b'],
    ['!If [IsProd, a, b]', '${If IsProd: parameter in a|b}'],
    ['!If [Never, a, b]', 'b'],
    ['!If [IsProd, a, !Ref AWS::NoValue]', 'a'],
    ['!If [IsProd, !Ref AWS::NoValue, !Ref AWS::NoValue]', undefined],
    ['!If [IsProd, !Ref Name, b]', '${If IsProd: parameter}'],
    ['!FindInMap [Names, prod, bucket]', 'prod-orders'],
    ['!FindInMap [Names, !Ref Env, bucket]', '${Names.Env.bucket: parameter=dev-orders in dev-orders|prod-orders}'],
    ['!FindInMap [Names, !Ref Env, role]', 'x'],
    ['!FindInMap [Names, !Ref Env, none, { DefaultValue: d }]', 'd'],
    ['!FindInMap [None, !Ref Env, none]', '${Fn::FindInMap: opaque}'],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select [1, !Split [",", "a,b"]]', 'b'],
    ['!Select [0, !Split ["/", !Ref Name]]', '${Fn::Select: opaque}'],
    ['!ImportValue shared-name', '${ImportValue shared-name: reference}'],
    ['{ "Fn::ImportValue": !Sub "${Env}-name" }', '${ImportValue ${Env}-name: reference}'],
    ['{ "Fn::Length": [a, b] }', '2'],
    ['{ "Fn::Base64": x }', '${Fn::Base64: opaque}'],
    ['!Cidr [a, 1, 2]', '${Fn::Cidr: opaque}'],
    ['!Transform { Name: AWS::Include }', '${Fn::Transform: opaque}'],
    ['"a-{{resolve:ssm:/prod/x}}"', 'a-${{{resolve:ssm:/prod/x}}: opaque}'],
    ['!Sub "{{resolve:ssm:/${Name}/x}}-b"', '${{{resolve:ssm:/${Name}/x}}: opaque}-b'],
    ['[a]', undefined],
    ['5', '5'],
    ['true', 'true'],
    ['~', undefined],
  ])('%s', (yaml, expected) => {
    expect(name(yaml, parameters)).toBe(expected);
  });

  test('an import is named, so that the export can be found', () => {
    const facts = factsOf({
      Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::ImportValue': 'x' } } } },
    });
    expect(resourceIn(facts, 'B').name!.parts).toEqual([{ hole: 'ImportValue x', kind: 'reference', import: 'x' }]);
  });

  test('a list parameter stands for as many strings as its default has', () => {
    const facts = factsOf(`
Parameters: { Arns: { Type: CommaDelimitedList, Default: "x,*" } }
Resources:
  P: { Type: AWS::IAM::Policy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: a:B, Resource: !Ref Arns } } } }
`);
    const [statement] = resourceIn(facts, 'P').grants;
    expect(statement!.resources.list.map(shown)).toEqual(['${Arns: parameter=x}', '${Arns: parameter=*}']);
  });
});

describe('loops', () => {
  const loop = (collection: string) => `
Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::ForEach::Buckets:
    - Name
    - ${collection}
    - "Bucket\${Name}":
        Type: AWS::S3::Bucket
        Properties: { BucketName: !Sub "\${Name}-\${AWS::Region}", Tags: [{ Key: env, Value: !Ref Name }] }
`;

  test('over a literal list make a resource for each value', () => {
    const { resources } = factsOf(loop('[dev, prod]'));
    expect(resources.map(r => [r.label, shown(r.name), shown(r.tags.env)])).toEqual([
      ['Bucketdev', 'dev-${AWS::Region: ambient}', 'dev'],
      ['Bucketprod', 'prod-${AWS::Region: ambient}', 'prod'],
    ]);
  });

  test('over what deployment decides are read once, the value left open', () => {
    const { resources } = factsOf(loop('!Ref Names'));
    expect(resources.map(r => [r.label, shown(r.name)])).toEqual([
      ['Bucket${Name}', '${Name: opaque}-${AWS::Region: ambient}'],
    ]);
  });

  test('in loops end', () => {
    const list = JSON.stringify(Array.from({ length: 150 }, (_, i) => `v${i}`));
    const nested = (level: number): object =>
      level === 0
        ? { 'R${A}${B}${C}${D}': { Type: 'AWS::S3::Bucket' } }
        : { [`Fn::ForEach::L${level}`]: ['ABCD'[level - 1], JSON.parse(list), nested(level - 1)] };
    const facts = factsOf({ Transform: 'AWS::LanguageExtensions', Resources: nested(4) });
    expect(facts.resources.length).toBeLessThan(100_000);
  });
});
