/** The judge of pages is judged: each fault that a page can have is told. */
import { expect, test } from 'vitest';
import { readPage } from './support/page';
import { rewritten } from './support/rewrite';
import { judge, judgeFixes } from './support/spec';

const rule = 'broad-pass-role';

const holder = `Resources:
  Holder:
    Type: AWS::IAM::User
    Properties:
      UserName: dev-anna
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: iam:PassRole
`;

/** A page with one case; `{mark}` and `{fix}` stand for what is said of it. */
const page = (mark: string, fix = '') => `# a page

## A case

\`\`\`yaml
${holder}${mark}                Resource: "*"
\`\`\`
${fix}`;

const right = '                #       ^^^^^^^^^^^^ error broad-pass-role: any role\n';
const fixing = (resource: string) => `
Fix: Pass only roles whose names begin with \`dev-\`

\`\`\`yaml
${holder}                Resource: ${resource}
\`\`\`
`;

test.each([
  ['the mark that holds', right, []],
  ['a related place', `${right}                #       ~ some place\n`, ['nothing there is `some place`']],
  ['no mark', '', ['not marked']],
  ['other columns', right.replace(' ^', '  '), ['nothing there', 'not marked']],
  ['another severity', right.replace('error', 'warning'), ['nothing there', 'not marked']],
  ['certain for possible', right.replace('error', 'possible error'), ['nothing there', 'not marked']],
  ['another message', right.replace('any role', 'no role'), ['nothing there', 'not marked']],
  ['a finding that is none', right.replace('Pass', '').repeat(2), ['nothing there']],
])('%s', (_, mark, complaints) => {
  const [example] = readPage(page(mark));
  expect(judge(example!, rule).complaints).toEqual(complaints.map(text => expect.stringContaining(text)));
});

test.each([
  ['the text that it leaves', fixing('"arn:aws:iam::*:role/dev-*"'), []],
  ['another text', fixing('arn:aws:iam::*:role/dev-*'), ['leaves in template.yaml']],
  ['another title', fixing('x').replace('dev-', 'prod-'), ['no fix']],
])('a fix shows %s', (_, fix, complaints) => {
  const [example] = readPage(page(right, fix));
  expect(judgeFixes(example!, rule)).toEqual(complaints.map(text => expect.stringContaining(text)));
});

test('a page is rewritten as the engine sees it, and kept where it was right', () => {
  const written = rewritten(page('', fixing('old')), rule);
  expect(judge(readPage(written)[0]!, rule).complaints).toEqual([]);
  expect(judgeFixes(readPage(written)[0]!, rule)).toEqual([]);
  const good = page(right, fixing('"arn:aws:iam::*:role/dev-*"'));
  expect(rewritten(good, rule)).toBe(good);
  expect(rewritten(page(right.replace(' ^', '  ')), rule)).toBe(page(right));
});
