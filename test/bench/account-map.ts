/** The account map of the workspace of which `access-graph.ts` asks who reaches what. */
import { accessGraphOf } from '../../server/src/engine/analysis/access-graph/graph';
import { createWorkspace, type Snapshot } from '../../server/src/engine/workspace/workspace';
import { placesIn } from '../../server/src/findings/places';
import { mapJson } from '../../server/src/map/map-json';
import { setOf } from './access-graph';
import { cpu, ms, percentile, table } from './measure';

const EDITED = 3;

export function accountMap(): void {
  const documents = setOf();
  const workspace = createWorkspace();
  const first = ready(workspace.apply({ set: documents }));
  const drawn = cpu(() => first.accountMap());
  const { uri, text } = documents[EDITED]!;
  const edits = Array.from({ length: 12 }, (_, i) => {
    const edited = text.replaceAll('-orders }', `-orders-${i} }`);
    const snapshot = ready(workspace.apply({ set: [{ uri, text: edited }] }));
    return cpu(() => snapshot.accountMap());
  });
  const { snapshot } = workspace;
  const json = cpu(() => finished(mapJson(snapshot.accountMap(), wordsOf(snapshot))));
  const { resources, edges } = snapshot.accountMap();
  console.log('The account map of 10,000 resources, besides findings and the access graph; processor time\n');
  const cells = [drawn, percentile(edits, 50), percentile(edits, 95), json].map(ms);
  const size = [String(resources.length), String(edges.length)];
  console.log(table(['first', 'edit p50', 'p95', 'places of all', 'resources', 'edges'], [[...cells, ...size]]), '\n');
}

/** What others measure is known. */
function ready(snapshot: Snapshot): Snapshot {
  for (const uri of snapshot.documents()) snapshot.findings(uri);
  const graph = accessGraphOf(snapshot.index);
  for (const id of graph.nodes.keys()) graph.groupsFrom(id);
  return snapshot;
}

function wordsOf(snapshot: Snapshot) {
  return { places: placesIn(snapshot), file: (uri: string) => uri, showsPossible: () => false };
}

function finished(work: Generator<unknown>): void {
  for (const _ of work);
}
