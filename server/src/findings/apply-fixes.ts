import type { Finding, Fix } from '../engine/rules/rule';
import { applyEdits, type TextEdit, type Uri } from '../engine/text/text';
import { difference } from '../engine/workspace/render-fix';
import type { RenderedFix, Snapshot } from '../engine/workspace/workspace';

/** Fixes that can be applied together: none touches what another touches. */
export interface Batch {
  readonly applied: readonly { readonly finding: Finding; readonly fix: Fix }[];
  readonly creates: readonly Uri[];
  readonly edits: ReadonlyMap<Uri, readonly TextEdit[]>;
}

/**
 * For each finding, in order, the fix that `choose` gives, where it edits only what `mayEdit` and does not meet one already taken.
 * What meets another may still apply to the texts after the batch.
 */
export function batchOf(
  snapshot: Snapshot,
  findings: Iterable<Finding>,
  choose: (finding: Finding) => Fix | undefined,
  mayEdit: (uri: Uri) => boolean = () => true,
): Batch {
  const applied: { finding: Finding; fix: Fix }[] = [];
  const creates = new Set<Uri>();
  const edits = new Map<Uri, TextEdit[]>();
  for (const finding of findings) {
    const fix = choose(finding);
    const rendered = fix && snapshot.edits(fix);
    if (!fix || !rendered || ![...rendered.edits.keys()].every(mayEdit) || !fits(rendered, edits)) continue;
    applied.push({ finding, fix });
    for (const uri of rendered.creates) creates.add(uri);
    for (const [uri, more] of rendered.edits) edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  }
  return { applied, creates: [...creates], edits };
}

/** As many rounds are made: each takes at least one finding away, but for a fix that does not. */
const maxRounds = 20;

/** Batch after batch, until no fix is left that `choose` gives for a finding of `findingsIn`: as edits of the texts of now. */
export function allTogether(
  snapshot: Snapshot,
  findingsIn: (now: Snapshot) => Iterable<Finding>,
  choose: (finding: Finding) => Fix | undefined,
): RenderedFix {
  const first = batchOf(snapshot, findingsIn(snapshot), choose);
  const creates = new Set(first.creates);
  let edits = first.edits;
  let now = snapshot;
  let batch = first;
  for (let round = 1; round < maxRounds && batch.applied.length > 0; round++) {
    now = now.trying(
      [...batch.edits].map(([uri, some]) => ({ uri, text: applyEdits(now.source(uri)?.text ?? '', some) })),
    );
    batch = batchOf(now, findingsIn(now), choose);
    for (const uri of batch.creates) creates.add(uri);
    edits = new Map([...edits, ...[...batch.edits].map(([uri, some]) => [uri, combined(uri, some)] as const)]);
  }
  return { creates: [...creates], edits };

  function combined(uri: Uri, some: readonly TextEdit[]): readonly TextEdit[] {
    const text = now.source(uri)?.text ?? '';
    return [difference(snapshot.source(uri)?.text ?? '', applyEdits(text, some))];
  }
}

function fits(rendered: RenderedFix, taken: ReadonlyMap<Uri, readonly TextEdit[]>): boolean {
  for (const [uri, edits] of rendered.edits) {
    const others = taken.get(uri);
    if (others && edits.some(edit => others.some(other => touches(edit, other)))) return false;
  }
  return true;
}

/** Two insertions at one place touch: their order would be chance. */
function touches(a: TextEdit, b: TextEdit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}
