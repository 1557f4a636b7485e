/** Inputs of a file, which another gives that includes it: `$[[ inputs.stage ]]`. Source: GitLab Docs, "CI/CD inputs". */
import type { SyntaxNode, SyntaxTree } from '../../../syntax/tree';
import { rootPointer } from '../../../syntax/tree';
import { child, children, type Place } from '../../place';
import { descendant, writtenAt } from '../text-at';

/** Texts by name. Lists and maps stay open. */
export type Inputs = ReadonlyMap<string, string>;

/** What a file is given, and the defaults of its header for the rest. */
export function inputsOf(tree: SyntaxTree, given: Inputs): Inputs {
  const [header, ...behind] = tree.roots;
  if (!header || behind.length === 0) return given;
  const declared = descendant({ node: header, at: { ...rootPointer(tree), path: [0] } }, 'spec', 'inputs');
  const defaults = (declared ? children(declared) : []).flatMap(({ key, place }) =>
    one(key, writtenAt(child(place, 'default'))),
  );
  return new Map([...defaults, ...given]);
}

/** What an entry of `include` gives. */
export function inputsGiven(include: Place): Inputs {
  const inputs = child(include, 'inputs');
  return new Map((inputs ? children(inputs) : []).flatMap(({ key, place }) => one(key, writtenAt(place))));
}

function one(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}

/** The text of what stands between `$[[` and `]]`: `inputs.stage`, `inputs.stage | expand_vars`. */
export function inputNamed(written: string, inputs: Inputs): string | undefined {
  const name = /^\s*inputs\.([\w-]+)\s*(?:\|\s*expand_vars\s*)?$/.exec(written)?.[1];
  return name === undefined ? undefined : inputs.get(name);
}

/** Longer texts are nobody's: inputs of inputs would grow without end. */
const MAX_LENGTH = 4_000;

/** A text with its inputs; those that nobody gives stay as they are written. */
export function textWith(text: string, inputs: Inputs): string {
  if (inputs.size === 0 || text.length > MAX_LENGTH || !text.includes('$[[')) return text;
  const whole = text.replace(/\$\[\[([^\][]{0,200})\]\]/g, (all, name: string) => inputNamed(name, inputs) ?? all);
  return whole.length <= MAX_LENGTH ? whole : text;
}

/** So deep do maps lie in each other. */
const MAX_DEPTH = 40;

/** A file with its inputs in all its values. Each stays where it is written. */
export function nodeWith(root: SyntaxNode, inputs: Inputs): SyntaxNode {
  // What an alias names stands in several places.
  const known = new Map<SyntaxNode, SyntaxNode>();
  const visit = (node: SyntaxNode, depth: number): SyntaxNode => {
    const before = known.get(node);
    if (before || depth > MAX_DEPTH) return before ?? node;
    const after = replaced(node, one => visit(one, depth + 1));
    known.set(node, after);
    return after;
  };
  const replaced = (node: SyntaxNode, inner: (one: SyntaxNode) => SyntaxNode): SyntaxNode => {
    if (node.kind === 'list') return { ...node, items: node.items.map(inner) };
    if (node.kind === 'map')
      return { ...node, entries: node.entries.map(entry => ({ ...entry, value: inner(entry.value) })) };
    const raw = textWith(node.raw, inputs);
    return raw === node.raw ? node : { ...node, raw, value: raw };
  };
  return inputs.size === 0 ? root : visit(root, 0);
}
