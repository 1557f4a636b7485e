/** Law: whatever came before, findings stand where they would stand in a workspace that was read anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Uri } from '../../server/src/engine/text/text';
import { createWorkspace, type Snapshot } from '../../server/src/engine/workspace/workspace';
import { uriOf } from '../support/workspace';
import { goldenFiles, placeIn } from '../support/written';

const files = { ...goldenFiles('cdk/written', '/workspace'), ...goldenFiles('terraform-plan/written', '') };
const paths = Object.keys(files);

/** What may happen to a file: it changes, goes, or is as it was. */
const happenings: readonly ((text: string) => string | undefined)[] = [
  text => text,
  text => `\n${text}`,
  text => text.replace("'iam:PassRole'", 'action'),
  text => text.replace('deploy-stack.ts:12', 'deploy-stack.ts:13'),
  text => text.replace('"iam:PassRole"', '"*"'),
  () => undefined,
];

function standing(snapshot: Snapshot): readonly string[] {
  const uris = [...snapshot.documents(), ...snapshot.sources()];
  return uris.flatMap(uri =>
    snapshot
      .findings(uri)
      .map(({ at, related }) =>
        [placeIn(snapshot, at), ...related.map(one => `${one.message} ${placeIn(snapshot, one.at)}`)].join('\n'),
      ),
  );
}

it('holds for any edits of templates, metadata and sources', () => {
  const edit = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...happenings));
  fc.assert(
    fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), rounds => {
      const options = { roots: [uriOf('')] };
      const workspace = createWorkspace(options);
      const now = new Map<Uri, string>(paths.map(path => [uriOf(path), files[path]!]));
      const documents = () => [...now].map(([uri, text]) => ({ uri, text }));
      standing(workspace.apply({ set: documents() }));
      for (const round of rounds) {
        const remove: Uri[] = [];
        for (const [path, happen] of round) {
          const text = happen(files[path]!);
          if (text === undefined) remove.push(uriOf(path));
          else now.set(uriOf(path), text);
        }
        for (const uri of remove) now.delete(uri);
        const set = documents();
        const incremental = standing(workspace.apply({ set, remove }));
        expect(incremental).toEqual(standing(createWorkspace(options).apply({ set })));
      }
    }),
    { numRuns: 25 },
  );
});
