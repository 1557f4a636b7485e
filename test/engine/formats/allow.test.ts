/** The ways to write an allowance, and what keeps one from holding. */
import { describe, expect, test } from 'vitest';
import { findingsOf, snapshotOf, uriOf } from '../../support/workspace';

/** A template with one finding; `{line}` stands on its statement's line, `{above}` above that. */
function template({ above = '', line = '' }): string {
  return `Resources:
  Deployer:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Statement:
${above}              - Effect: Allow${line}
                Action: iam:PassRole
                Resource: "*"
`;
}

function said(text: string, today = '2027-03-01') {
  const snapshot = snapshotOf({ 't.yaml': text }, { today });
  const problems = snapshot.problems(uriOf('t.yaml')).map(({ message, range }) => {
    return `${text.slice(range.start, range.end)} => ${message}`;
  });
  return { problems, findings: findingsOf(snapshot).map(({ finding }) => finding.rule) };
}

const held = { problems: [], findings: [] };

describe('a comment', () => {
  test.each([
    ['on the line', template({ line: ' # bulkhead allow broad-pass-role: break-glass' })],
    ['above', template({ above: '              # bulkhead allow broad-pass-role: break-glass\n' })],
    [
      'above others',
      template({ above: '              # bulkhead allow broad-pass-role: break-glass\n              # deploys\n' }),
    ],
    ['without a colon', template({ line: ' # bulkhead allow broad-pass-role break-glass' })],
    ['as a mark', template({ line: ' # bulkhead: allow broad-pass-role: break-glass' })],
    ['until the last day', template({ line: ' # bulkhead allow broad-pass-role: soon (until 2027-03-01)' })],
    ['until a day without brackets', template({ line: ' # bulkhead allow broad-pass-role: soon, until 2027-03-01.' })],
    ['with other brackets', template({ line: ' # bulkhead allow broad-pass-role: soon (really)' })],
  ])('%s holds its finding back', (_, text) => {
    expect(said(text)).toEqual(held);
    expect(said(text.replaceAll('\n', '\r\n'))).toEqual(held);
  });

  test.each([
    ['needs a reason', 'broad-pass-role', 'say why `broad-pass-role` is allowed: an allowance needs a reason'],
    ['needs a rule', '', 'say which rule is allowed'],
    [
      'needs a rule that there is',
      'broad-passrole: why',
      'there is no rule `broad-passrole` to allow; did you mean `broad-pass-role`?',
    ],
    [
      'needs a day of the calendar',
      'broad-pass-role: why (until 2027-02-30)',
      '`2027-02-30` is no date such as 2027-03-01',
    ],
    ['needs a date that is one', 'broad-pass-role: why (until tomorrow)', '`tomorrow` is no date such as 2027-03-01'],
  ])('%s', (_, written, message) => {
    const comment = `# bulkhead allow ${written}`.trim();
    expect(said(template({ line: ` ${comment}` }))).toEqual({
      problems: [`${comment} => ${message}`],
      findings: ['broad-pass-role'],
    });
  });

  test.each(['# bulkhead allow lists are kept short', '# the bulkhead allow comment', '# bulkhead allows it'])(
    '`%s` is a sentence',
    sentence => {
      expect(said(template({ line: ` ${sentence}` }))).toEqual({ problems: [], findings: ['broad-pass-role'] });
    },
  );

  test('says when its time is over', () => {
    const comment = '# bulkhead allow broad-pass-role: soon (until 2027-02-28)';
    expect(said(template({ line: ` ${comment}` }))).toEqual({
      problems: [
        `${comment} => this allowance of \`broad-pass-role\` no longer holds since 2027-03-01; its findings are reported again`,
      ],
      findings: ['broad-pass-role'],
    });
  });

  test('is told apart from others beside it', () => {
    const text = template({
      above: `              # bulkhead allow broad-pass-role
              # bulkhead allow mixed-environments
`,
      line: ' # bulkhead allow nothing-known: why',
    });
    expect(said(text).problems).toEqual([
      '# bulkhead allow broad-pass-role => say why `broad-pass-role` is allowed: an allowance needs a reason',
      '# bulkhead allow mixed-environments => say why `mixed-environments` is allowed: an allowance needs a reason',
      '# bulkhead allow nothing-known: why => there is no rule `nothing-known` to allow',
    ]);
  });
});

describe('metadata', () => {
  const withMetadata = (allow: string) =>
    template({}).replace(
      '    Type: AWS::IAM::User\n',
      `    Type: AWS::IAM::User\n    Metadata: { bulkhead: { allow: ${allow} } }\n`,
    );

  test.each([
    ['of the resource', withMetadata('[{ rule: broad-pass-role, reason: break-glass, until: 2027-03-01 }]')],
    ['of one entry alone', withMetadata('{ rule: broad-pass-role, reason: break-glass }')],
    [
      'of the template',
      `Metadata: { bulkhead: { allow: [{ rule: broad-pass-role, reason: break-glass }] } }\n${template({})}`,
    ],
  ])('%s holds findings back', (_, text) => {
    expect(said(text)).toEqual(held);
  });

  test.each([
    [
      '[{ rule: broad-pass-role }]',
      '{ rule: broad-pass-role } => say why `broad-pass-role` is allowed: an allowance needs a reason',
    ],
    [
      '[{ rule: broad-pass-roles, reason: why }]',
      'broad-pass-roles => there is no rule `broad-pass-roles` to allow; did you mean `broad-pass-role`?',
    ],
    ['[{ rule: broad-pass-role, reason: why, until: soon }]', 'soon => `soon` is no date such as 2027-03-01'],
    ['[word]', 'word => say which rule is allowed'],
  ])('%s does not', (allow, problem) => {
    expect(said(withMetadata(allow))).toEqual({ problems: [problem], findings: ['broad-pass-role'] });
  });

  test('without entries is no problem', () => {
    expect(said(withMetadata('')).problems).toEqual([]);
    expect(said(withMetadata('[]')).problems).toEqual([]);
  });
});

test('bulkhead.yaml takes comments too', () => {
  const settings = `version: 1
allow:
  # bulkhead allow unused-allow: the branch that needs it is not merged
  - { rule: broad-pass-role, files: next/**, reason: on its way }
`;
  expect(findingsOf(snapshotOf({ 'bulkhead.yaml': settings }))).toEqual([]);
});
