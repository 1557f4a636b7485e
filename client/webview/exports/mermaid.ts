/** The picture as a Mermaid flowchart, for Markdown. */
import type { Box, Bundle, Scene } from '../map/scene';
import { edgesInWords, tierInWords } from '../map/words';

export function mermaidOf(scene: Scene): string {
  const names = new Map<string, string>();
  for (const root of scene.roots) nameAll(root, names);
  const lines = [
    'flowchart LR',
    ...scene.roots.flatMap(root => linesOf(root, names, '  ')),
    ...scene.bundles.map(bundle => `  ${edgeLine(bundle, names)}`),
    ...classLines(scene, names),
  ];
  return `${lines.join('\n')}\n`;
}

/** Names of our own: what is called by a reader can mean anything to Mermaid. */
function nameAll(box: Box, names: Map<string, string>): void {
  names.set(box.item.id, `n${names.size}`);
  for (const child of box.children) nameAll(child, names);
}

function linesOf(box: Box, names: ReadonlyMap<string, string>, indent: string): readonly string[] {
  const head = `${names.get(box.item.id)}["${escaped(titleOf(box))}"]`;
  if (box.children.length === 0) return [`${indent}${head}`];
  const inside = box.children.flatMap(child => linesOf(child, names, `${indent}  `));
  return [`${indent}subgraph ${head}`, ...inside, `${indent}end`];
}

function titleOf({ item, folded, resources }: Box): string {
  if (item.kind === 'account') return `${item.name} (${item.environment ?? tierInWords(item.tier)})`;
  return folded ? `${item.name} (${resources})` : item.name;
}

function edgeLine(bundle: Bundle, names: ReadonlyMap<string, string>): string {
  const arrow = !bundle.certain ? '-.->' : bundle.crosses ? '==>' : '-->';
  return `${names.get(bundle.from)} ${arrow}|"${escaped(edgesInWords(bundle.edges))}"| ${names.get(bundle.to)}`;
}

function classLines(scene: Scene, names: ReadonlyMap<string, string>): readonly string[] {
  const production = scene.roots.filter(root => root.item.tier === 'production').map(root => names.get(root.item.id));
  const entering = scene.bundles.flatMap((bundle, i) => (bundle.entersProduction ? [i] : []));
  return [
    ...(production.length > 0
      ? ['  classDef production stroke:#d1303d,stroke-width:3px', `  class ${production.join(',')} production`]
      : []),
    ...(entering.length > 0 ? [`  linkStyle ${entering.join(',')} stroke:#d1303d`] : []),
  ];
}

/** Everything but plain letters as Mermaid's entity codes, so that no name ends its label or begins something else. */
function escaped(text: string): string {
  return [...text].map(letter => (/[\p{L}\p{N} _.,/-]/u.test(letter) ? letter : `#${letter.codePointAt(0)};`)).join('');
}
