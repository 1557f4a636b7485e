import { literalOf, type Text } from '../../../model/text';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import type { Neighbours } from '../../format';
import type { Given } from '../../given';
import { parameterFileIn } from '../../parameter-files/shapes';
import { items } from '../../place';
import { fileNamed } from '../../template-file';
import { writtenAt } from '../text-at';
import { assignment, splitText, textOf, withoutPrefix } from '../values';

/** Parameters or tags that words give, and the files that some of them name. */
export interface GivenWords {
  readonly given: readonly Given[];
  readonly files: readonly Uri[];
}

/**
 * In any of the ways of the command lines: `Stage=prod`, several in one text where `isSplit`,
 * `ParameterKey=Stage,ParameterValue=prod`, `file://prod.json`.
 */
export function givenBy(
  words: readonly Text[],
  folder: Uri | undefined,
  isSplit: boolean,
  neighbours: Neighbours,
): GivenWords {
  const files: Uri[] = [];
  const given = words.flatMap((word): readonly Given[] => {
    const path = withoutPrefix(word, 'file://');
    if (!path) return (isSplit ? splitText(word) : [word]).flatMap(one => pairIn(one) ?? []);
    const file = folder && fileNamed(folder, literalOf(path) ?? '');
    const tree = file && neighbours.tree(file);
    if (!tree) return [];
    files.push(file);
    return parameterFileIn(tree)?.parameters ?? pairsOf(tree);
  });
  return { given, files };
}

/** The shape of CodeBuild: `["Stage=prod", "Size=2"]`. Source: AWS CLI reference, `cloudformation deploy`. */
function pairsOf(tree: SyntaxTree): readonly Given[] {
  if (tree.root?.kind !== 'list') return [];
  return items({ node: tree.root, at: rootPointer(tree) }).flatMap(place => {
    const written = writtenAt(place);
    return written === undefined ? [] : (pairIn(textOf([written], place.at)) ?? []);
  });
}

function pairIn(word: Text): Given | undefined {
  const one = assignment(word);
  if (!one) return undefined;
  // The names and values of the longer form stand behind signs of their own.
  if (one.name !== 'ParameterKey' && one.name !== 'Key')
    return { name: one.name, value: unquoted(one.value), at: word.at };
  const [first, ...rest] = one.value.parts;
  const found = typeof first === 'string' ? /^"?([^",]+)"?,(?:Parameter)?Value=/.exec(first) : null;
  if (!found || typeof first !== 'string') return undefined;
  const value = textOf([first.slice(found[0].length), ...rest], word.at);
  return { name: found[1]!, value: unquoted(value), at: word.at };
}

/** A value that keeps its quotes, because a whole text of pairs stood in others. */
function unquoted({ parts, at }: Text): Text {
  const [first] = parts;
  const last = parts.at(-1);
  if (typeof first !== 'string' || typeof last !== 'string' || !/^["']/.test(first)) return { parts, at };
  const inner = parts.map((part, i) => {
    if (typeof part !== 'string') return part;
    const from = i === 0 ? part.slice(1) : part;
    return i === parts.length - 1 ? from.replace(/["']$/, '') : from;
  });
  return textOf(inner, at);
}
