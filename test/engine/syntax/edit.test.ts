import { describe, expect, test } from 'vitest';
import { renderNew } from '../../../server/src/engine/syntax/edit/edit';
import type { Json } from '../../../server/src/engine/text/json';
import { at, edited, json, yaml } from './trees';

type Path = readonly (string | number)[];

const replace = (path: Path, value: Json) => ({ kind: 'replace', at: at(path), value }) as const;
const insert = (path: Path, key: string, value: Json) => ({ kind: 'insert', into: at(path), key, value }) as const;
const append = (path: Path, value: Json) => ({ kind: 'append', to: at(path), value }) as const;
const insertAfter = (path: Path, value: Json) => ({ kind: 'insert-after', at: at(path), value }) as const;
const remove = (path: Path) => ({ kind: 'remove', at: at(path) }) as const;
const comment = (path: Path, text: string) => ({ kind: 'comment', at: at(path), text }) as const;

const roles = [{ 'Fn::GetAtt': ['AppRole', 'Arn'] }, { 'Fn::Sub': `arn:\${AWS::Partition}:x` }];
const condition = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };

describe('YAML', () => {
  const statement = `Statement:
  # who may pass
  - Effect: Allow
    Action: [iam:PassRole, 'ec2:RunInstances'] # two
    Resource: "*"   # all
    Other: !Ref X
`;

  test.each([
    [
      'a list below a key keeps the comment on its line',
      statement,
      replace(['Statement', 0, 'Resource'], roles),
      `    Resource: # all
      - !GetAtt AppRole.Arn
      - !Sub "arn:\${AWS::Partition}:x"
`,
    ],
    [
      'one value stands where the old one stood',
      statement,
      replace(['Statement', 0, 'Resource'], roles[0]!),
      '    Resource: !GetAtt AppRole.Arn   # all\n',
    ],
    [
      'a string keeps the quotes of the old one',
      statement,
      replace(['Statement', 0, 'Resource'], 'arn:x'),
      '    Resource: "arn:x"   # all\n',
    ],
    [
      'a list in brackets stays in brackets',
      statement,
      replace(['Statement', 0, 'Action'], ['iam:PassRole', '*']),
      '    Action: [iam:PassRole, "*"] # two\n',
    ],
    [
      'an entry goes behind the last',
      statement,
      insert(['Statement', 0], 'Condition', condition),
      `    Other: !Ref X
    Condition:
      StringEquals:
        iam:PassedToService: lambda.amazonaws.com
`,
    ],
    [
      'a single value becomes a list with its comment',
      statement,
      append(['Statement', 0, 'Resource'], 'b'),
      `    Resource:
      - "*"   # all
      - b
`,
    ],
    [
      'an item joins a list in brackets',
      statement,
      append(['Statement', 0, 'Action'], 's3:*'),
      "    Action: [iam:PassRole, 'ec2:RunInstances', s3:*] # two\n",
    ],
    [
      'an item goes from brackets',
      statement,
      remove(['Statement', 0, 'Action', 0]),
      "    Action: ['ec2:RunInstances'] # two\n",
    ],
    [
      'an entry goes with its line',
      statement,
      remove(['Statement', 0, 'Resource']),
      "'ec2:RunInstances'] # two\n    Other: !Ref X\n",
    ],
    ['the first entry of an item goes', statement, remove(['Statement', 0, 'Effect']), '  - Action: [iam:PassRole'],
    [
      'a statement goes behind a statement',
      statement,
      insertAfter(['Statement', 0], { Effect: 'Deny', Action: '*' }),
      `    Other: !Ref X
  - Effect: Deny
    Action: "*"
`,
    ],
    [
      'a comment goes above an item',
      statement,
      comment(['Statement', 0], 'bulkhead allow x: why'),
      `  # who may pass
  # bulkhead allow x: why
  - Effect: Allow
`,
    ],
    [
      'an account id is quoted',
      'accounts: []\n',
      append(['accounts'], { id: '111122223333', name: 'prod' }),
      `accounts:
  - id: "111122223333"
    name: prod
`,
    ],
    [
      'missing parents are made',
      'version: 1\n',
      append(['accounts'], { id: '1' }),
      'version: 1\naccounts:\n  - id: "1"\n',
    ],
    [
      'what is long leaves its brackets',
      'a: [b]\n',
      replace(['a'], Array(9).fill('arn:aws:iam::111122223333:role/x')),
      'a:\n  - arn:aws:iam::111122223333:role/x\n  - arn',
    ],
    [
      'lists beside their keys stay there',
      'a:\n- b: 1\n  c:\n  - d\n',
      insert(['a', 0], 'e', ['f']),
      '  c:\n  - d\n  e:\n  - f\n',
    ],
    ['the last item leaves an empty list', 'a: # why\n  - b\nc: 1\n', remove(['a', 0]), 'a: [] # why\nc: 1\n'],
    [
      'a single statement becomes the first of a list',
      'S:\n  Effect: Allow # e\n  Action:\n    - a\n',
      append(['S'], { Effect: 'Deny' }),
      `S:
  - Effect: Allow # e
    Action:
      - a
  - Effect: Deny
`,
    ],
    [
      'long functions stay long where the text has them so',
      'a:\n  Ref: X\nb: 1\n',
      replace(['b'], { Ref: 'Z' }),
      'b:\n  Ref: Z\n',
    ],
    [
      'a value that is not written yet is written',
      'a:\nb: 1 # c\n',
      replace(['a'], { c: 1 }),
      'a:\n  c: 1\nb: 1 # c\n',
    ],
    ['a block text gives way', 'a: |  # why\n  x\n\n  y\nb: 1\n', replace(['a'], 'z'), 'a: z # why\nb: 1\n'],
    [
      'nothing is put into the text of a block',
      'a:\n  b: |+\n    x\n\nc: 1\n',
      insert(['a'], 'd', 1),
      'a:\n  b: |+\n    x\n\n  d: 1\nc: 1\n',
    ],
  ])('%s', (_, text, edit, after) => {
    expect(edited(yaml(text), edit)).toContain(after);
    expect(edited(yaml(text.replaceAll('\n', '\r\n')), edit)).toContain(after.replaceAll('\n', '\r\n'));
  });

  test.each([
    ['an aliased value', replace(['b', 'x'], 2)],
    ['the target of an alias', replace(['a'], 2)],
    ['the anchor of an alias', remove(['a'])],
    ['a merged entry', replace(['c', 'x'], 2)],
    ['a list with an alias in it', append(['d'], 2)],
    ['what is not there', remove(['e', 'f'])],
    ['a scalar as a map', insert(['e'], 'f', 1)],
  ])('%s is left alone', (_, edit) => {
    expect(edited(yaml('a: &a {x: 1}\nb: *a\nc:\n  <<: *a\n  y: 1\nd: [*a]\ne: 1\n'), edit)).toBeUndefined();
  });

  test('an empty text and one of comments get their first entry', () => {
    expect(edited(yaml(''), append(['accounts'], { id: '1' }))).toBe('accounts:\n  - id: "1"\n');
    expect(edited(yaml('# why'), insert([], 'a', 1))).toBe('# why\na: 1\n');
  });

  test('a document that does not exist yet', () => {
    const account = { id: '111122223333', environment: 'production' };
    expect(renderNew([insert([], 'version', 1), append(['accounts'], account)])).toBe(`version: 1
accounts:
  - id: "111122223333"
    environment: production
`);
  });
});

describe('JSON', () => {
  test.each([
    [
      'four spaces',
      '{\n    "a": {\n        "b": 1\n    }\n}\n',
      insert(['a'], 'c', { d: [1] }),
      '        "b": 1,\n        "c": {\n            "d": [\n                1\n            ]\n        }\n    }',
    ],
    [
      'one line',
      '{"a":{"b":1},"c":["d"]}',
      insert(['a'], 'c', { d: [1, 2] }),
      '{"a":{"b":1,"c":{"d":[1,2]}},"c":["d"]}',
    ],
    ['one line with spaces', '{"a": ["b"]}', append(['a'], { c: [1, 2] }), '{"a": ["b", {"c": [1, 2]}]}'],
    ['a list on one line', '{\n  "a": ["b", "c"]\n}', replace(['a'], ['d', 'e', 'f']), '{\n  "a": ["d", "e", "f"]\n}'],
    [
      'trailing commas and comments',
      '{\n  "a": 1, // one\n  "b": 2, // two\n}',
      insert([], 'c', 3),
      '"b": 2, // two\n  "c": 3,\n}',
    ],
    ['a comment behind the last', '{\n  "a": 1 // one\n}', insert([], 'c', 3), '{\n  "a": 1, // one\n  "c": 3\n}'],
    ['an entry with its line and comment', '{\n  "a": 1, // one\n  "b": 2\n}', remove(['a']), '{\n  "b": 2\n}'],
    ['the last entry', '{\n  "a": 1, // one\n  "b": 2\n}', remove(['b']), '{\n  "a": 1 // one\n}'],
    ['a single value into a list', '{\n  "a": "b"\n}', append(['a'], 'c'), '{\n  "a": [\n    "b",\n    "c"\n  ]\n}'],
    ['the first of an empty list', '{\n\t"a": []\n}', append(['a'], 'c'), '{\n\t"a": [\n\t\t"c"\n\t]\n}'],
  ])('%s', (_, text, edit, after) => {
    expect(edited(json(text), edit)).toContain(after);
  });

  test('has no comments to add to', () => {
    expect(edited(json('{"a": 1}'), comment(['a'], 'x'))).toBeUndefined();
  });
});

describe('text in a string', () => {
  const replaced = replace(['P', 'Action'], ['a', '"']);

  test.each([
    [
      'JSON in JSON',
      json('{"P": "{\\"Action\\":\\"*\\"}"}'),
      replaced,
      '{"P": "{\\"Action\\":[\\"a\\",\\"\\\\\\"\\"]}"}',
    ],
    [
      'JSON in double quotes',
      yaml('P: "{\\"Action\\": \\"*\\"}" # x\n'),
      replaced,
      'P: "{\\"Action\\": [\\"a\\", \\"\\\\\\"\\"]}" # x\n',
    ],
    [
      'JSON in single quotes',
      yaml(`P: '{"Action":"it''s"}'\n`),
      replace(['P', 'Action'], "it's"),
      `P: '{"Action":"it''s"}'\n`,
    ],
    [
      'JSON in a block',
      yaml('P: !Sub |\n  {\n    "Action": "*"\n  }\nQ: 1\n'),
      insert(['P'], 'Resource', ['x']),
      'P: !Sub |\n  {\n    "Action": "*",\n    "Resource": [\n      "x"\n    ]\n  }\nQ: 1\n',
    ],
    [
      'a comment above the string',
      yaml(`A:\n  P: '{"Action":"*"}'\n`),
      comment(['A', 'P', 'Action'], 'x'),
      `A:\n  # x\n  P: '{"Action":"*"}'\n`,
    ],
    [
      'HCL in JSON',
      json(`{"policy": "\${jsonencode({ Action = [\\"*\\"], R = aws_x.y.arn })}"}`),
      replace(['policy', 'Action'], ['iam:PassRole']),
      `{"policy": "\${jsonencode({ Action = [\\"iam:PassRole\\"], R = aws_x.y.arn })}"}`,
    ],
    [
      'a new entry in HCL',
      json(`{"policy": "\${jsonencode({ A = 1 })}"}`),
      insert(['policy'], 'Condition', { x: `\${aws_x.y.arn}` }),
      `{"policy": "\${jsonencode({ A = 1, Condition = { x = aws_x.y.arn } })}"}`,
    ],
    [
      'an entry of HCL goes',
      json(`{"policy": "\${jsonencode({\\n  A = 1\\n  B = 2\\n})}"}`),
      remove(['policy', 'A']),
      `{"policy": "\${jsonencode({\\n  B = 2\\n})}"}`,
    ],
  ])('%s', (_, tree, edit, after) => {
    expect(edited(tree, edit)).toBe(after);
  });
});
