/** A file that is being written, or was not written to its end. */
import { expect, test } from 'vitest';
import { part } from '../../server/src/engine/text/text';
import { type Documents, uriOf } from '../support/workspace';
import { type Examined, examine } from './examine';
import { fixtures } from './fixtures';

/** Each cut of a text is tried when it is shorter, else so many of them. */
const MOST_CUTS = 40;

test('there are fixtures of every format', () => {
  const formats = Object.entries(fixtures).map(([path, text]) => examine({ [path]: text }).snapshot.facts(uriOf(path)));
  expect(new Set(formats.map(facts => facts?.format))).toEqual(
    new Set(['cloudformation', 'sam', 'cdk', 'terraform-config', 'terraform-plan', 'terraform-state', 'settings']),
  );
});

test.each(Object.keys(fixtures))('%s cut anywhere', path => {
  const text = fixtures[path]!;
  const wanted = settled(examine({ [path]: text }), path);
  const first = firstEnd(path);
  for (const cut of cutsOf(text)) {
    const documents = { [path]: text.slice(0, cut) };
    const { snapshot, findings, problems } = examine(documents);
    const found = new Set(findings.map(({ finding }) => `${finding.rule} in ${finding.resource}`));
    const lost = wanted.filter(({ name, end }) => isBefore(end, cut, text) && !found.has(name));
    expect(lost, `cut at ${cut}:\n${documents[path]}`).toEqual([]);
    const isKnown = snapshot.facts(uriOf(path)) !== undefined;
    if (isBefore(first, cut, text)) expect(isKnown, `cut at ${cut}, behind a resource`).toBe(true);
    if (isKnown && path.endsWith('.json') && cut < text.trimEnd().length) {
      expect(problems, `cut at ${cut}`).not.toEqual([]);
    }
  }
});

/** Where the first resource ends. */
function firstEnd(path: string): number {
  const { snapshot } = examine({ [path]: fixtures[path]! });
  const ends = snapshot.facts(uriOf(path))!.resources.map(({ at }) => snapshot.range(part(at, 'entry')).end);
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}

function cutsOf(text: string): readonly number[] {
  const step = Math.max(1, text.length / MOST_CUTS);
  return Array.from({ length: Math.floor(text.length / step) }, (_, i) => Math.floor(i * step));
}

interface Settled {
  readonly name: string;
  readonly end: number;
}

/**
 * The findings that need nothing but their own resource and what they name as related, and where all of it ends. Which environments
 * meet depends on more than these.
 */
function settled({ snapshot, findings }: Examined, path: string): readonly Settled[] {
  const uri = uriOf(path);
  const resources = new Map(snapshot.facts(uri)?.resources.map(resource => [resource.label, resource.at]));
  return findings.flatMap(({ finding }) => {
    const at = finding.resource === undefined ? undefined : resources.get(finding.resource);
    if (!at || finding.rule !== 'broad-pass-role') return [];
    const places = [part(at, 'entry'), ...finding.related.map(related => related.at)].filter(
      place => place.uri === uri,
    );
    const end = Math.max(...places.map(place => snapshot.range(place).end));
    return [{ name: `${finding.rule} in ${finding.resource}`, end }];
  });
}

/** Whether something stands behind it in the part that is left: else its last word may be a half one. */
function isBefore(end: number, cut: number, text: string): boolean {
  return end < cut - 1 && /[\s,}]/.test(text[end]!) && /\S/.test(text.slice(end + 1, cut));
}

test('other files of a workspace keep their findings while one is cut', () => {
  const folder = 'examples/orders/website-cdk/cdk.out/';
  const app = Object.fromEntries(Object.entries(fixtures).filter(([path]) => path.startsWith(folder)));
  const manifest = Object.keys(app).find(path => path.endsWith('assembly-Prod/manifest.json'))!;
  const templates = (documents: Documents) =>
    new Set(
      examine(documents).findings.flatMap(({ path, finding }) =>
        path === manifest ? [] : [`${path} ${finding.rule}`],
      ),
    );
  const whole = [...templates(app)].filter(name => name.endsWith('broad-pass-role'));
  expect(whole.length).toBeGreaterThan(0);
  for (let cut = 0; cut < app[manifest]!.length; cut += 1500) {
    const left = templates({ ...app, [manifest]: app[manifest]!.slice(0, cut) });
    expect(
      whole.filter(name => !left.has(name)),
      `cut at ${cut}`,
    ).toEqual([]);
  }
});
