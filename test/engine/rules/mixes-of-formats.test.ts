/** Two environments in one account are found between any two of the ways in which a workspace says where something lands. */
import { describe, expect, it } from 'vitest';
import { landingKinds } from '../../support/landing-kinds';
import { type Documents, findings, pathOf, type Seen } from '../../support/workspace';

const [one, another] = ['111122223333', '444455556666'] as const;

interface Part {
  readonly kind: string;
  readonly environment: string;
  readonly account: string;
}

/** Each part in a folder of its own, the first in `a/`; `bulkhead.yaml` sends those of which nothing else says where they land. */
function workspaceOf(...parts: readonly Part[]): Documents {
  const folders = parts.map((part, i) => ({ ...part, folder: `${'abcdefgh'[i]}/` }));
  const files = folders.map(({ kind, folder, environment, account }) =>
    landingKinds[kind]!.files(folder, environment, account),
  );
  const sent = folders.flatMap(({ kind, folder, account }) => {
    const template = landingKinds[kind]!.sent;
    return template === undefined ? [] : [`  - { files: ${folder}${template}, account: "${account}" }\n`];
  });
  const settings = sent.length === 0 ? {} : { 'bulkhead.yaml': `version: 1\ndeployments:\n${sent.join('')}` };
  return Object.assign({}, ...files, settings);
}

const mixes = (documents: Documents) =>
  findings(documents).filter(({ finding }) => finding.rule === 'mixed-environments');

/** The folders in which a finding and what is related to it stand. */
function folders({ finding, path }: Seen): readonly string[] {
  const paths = [path, ...finding.related.map(({ at }) => pathOf(at.uri))];
  return [...new Set(paths.map(of => of.split('/')[0]!))].filter(folder => folder.length === 1).sort();
}

const kinds = Object.keys(landingKinds);
const pairs = kinds.flatMap((first, i) => kinds.slice(i).map(second => [first, second] as const));

describe.each(pairs)('%s, and %s', (first, second) => {
  it.each([
    ['prod', 'dev'],
    ['dev', 'prod'],
  ])('as %s and %s in one account are one mix, with both sides', (a, b) => {
    const documents = workspaceOf(
      { kind: first, environment: a, account: one },
      { kind: second, environment: b, account: one },
    );
    const found = mixes(documents);
    expect(found.map(({ finding }) => finding.severity)).toEqual(['error']);
    const { finding, path } = found[0]!;
    expect(finding.message).toContain(`in account \`${one}\`, together with`);
    expect(folders(found[0]!)).toEqual(['a', 'b']);
    expect(path.startsWith(a === 'dev' ? 'a/' : 'b/'), path).toBe(true);
    const messages = finding.related.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('is production: '));
    const grounds = finding.related.filter(({ message }) => message.endsWith(`lands in account \`${one}\``));
    expect(grounds).toHaveLength(2);
  });

  it('in accounts of their own are none', () => {
    const documents = workspaceOf(
      { kind: first, environment: 'prod', account: one },
      { kind: second, environment: 'dev', account: another },
    );
    expect(findings(documents).map(({ finding }) => finding.message)).toEqual([]);
  });
});
