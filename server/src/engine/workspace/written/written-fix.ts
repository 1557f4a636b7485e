import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Fix } from '../../rules/rule';
import { documentOf, type StructuralEdit } from '../../syntax/structural-edit';
import type { SourcePointer } from '../../text/text';
import type { RenderedFix } from '../render-fix';
import type { AccountLiteral } from './account-literal';
import type { WrittenPlaces } from './written-places';

type Reword = Extract<StructuralEdit, { kind: 'reword' }>;
type Insert = Extract<StructuralEdit, { kind: 'insert' }>;

/** The edits in what people write, or why there are none. */
type Said = { readonly edits: readonly StructuralEdit[] } | { readonly refused: string };

/** What a fix is tried in. */
export interface Tried {
  readonly index: WorkspaceIndex;
  /** Undefined when it does not apply to the texts of now. */
  edits(fix: Fix): RenderedFix | undefined;
}

/** A fix that says what generated documents are to say, said in their sources; or with the reason why that cannot be. */
export function writtenFix(fix: Fix, places: WrittenPlaces, tried: Tried): Fix {
  const { index } = tried;
  const isGenerated = (edit: StructuralEdit) => index.document(documentOf(edit))?.generated === true;
  if (!fix.edits.some(isGenerated)) return fix;
  const moved = fix.edits.flatMap(edit => (isGenerated(edit) && edit.kind === 'reword' ? [edit] : []));
  const edits: StructuralEdit[] = [];
  for (const edit of fix.edits) {
    const said = isGenerated(edit) ? saidInSource(edit, moved, places, index) : { edits: [edit] };
    if ('refused' in said) return { ...fix, edits: [], refused: said.refused };
    edits.push(...said.edits);
  }
  const written = { ...fix, edits: [...new Map(edits.map(edit => [JSON.stringify(edit), edit])).values()] };
  return tried.edits(written) ? written : { ...fix, edits: [], refused: 'the source says something else by now' };
}

function saidInSource(
  edit: StructuralEdit,
  moved: readonly Reword[],
  places: WrittenPlaces,
  index: WorkspaceIndex,
): Said {
  if (edit.kind === 'reword')
    return index.document(edit.at.uri)?.format === 'cdk'
      ? inProgram(edit, moved, places, index)
      : inBlock(edit, places);
  return edit.kind === 'insert' ? intoBlock(edit, places) : { refused: 'it is written by a tool' };
}

/** What else takes its account from the same place stays: then the place is not to be changed. */
function inProgram(edit: Reword, moved: readonly Reword[], places: WrittenPlaces, index: WorkspaceIndex): Said {
  const { at, from } = edit;
  const found = places.accountLiteral(at, from);
  if (!found) return { refused: `no line is known that says account ${from} where \`${nameAt(at)}\` is made` };
  const isMoved = (other: SourcePointer) => moved.some(one => samePath(one.at, other));
  const others = new Map(
    index.landingsIn(from).flatMap(({ deployment: { account } }) => {
      const isOther = account && index.document(account.at.uri)?.format === 'cdk' && !isMoved(account.at);
      return isOther ? [[JSON.stringify(account.at), account.at] as const] : [];
    }),
  );
  const sharing = [...others.values()].find(other => {
    const literal = places.accountLiteral(other, from);
    return literal !== undefined && samePath(literal.at, found.at);
  });
  if (sharing) return { refused: `\`${nameAt(sharing)}\`, which stays, has its account from the same line` };
  if (isReadElsewhere(found, moved, places))
    return { refused: `others read the account of \`${nameAt(at)}\` from the same line` };
  return { edits: [{ ...edit, at: found.at }] };
}

/** Whether a name is read outside of the calls that make what is moved. */
function isReadElsewhere({ at, named }: AccountLiteral, moved: readonly Reword[], places: WrittenPlaces): boolean {
  if (!named) return false;
  const calls = moved.flatMap(one => {
    const literal = places.accountLiteral(one.at, one.from);
    return literal?.named && samePath(literal.at, at) ? [literal.named.call] : [];
  });
  return named.uses.some(use => !calls.some(call => call.start <= use.start && use.end <= call.end));
}

/** In the only line of the block that says what the plan does. */
function inBlock(edit: Reword, places: WrittenPlaces): Said {
  const at = places.of(edit.at)?.at;
  const isLine = typeof at?.path.at(-1) === 'number';
  return at && isLine ? { edits: [{ ...edit, at }] } : { refused: 'no line of a `.tf` file is known that says it' };
}

function intoBlock(edit: Insert, places: WrittenPlaces): Said {
  const at = places.of(edit.into)?.at;
  if (at?.path.length !== 1) return { refused: 'the block of its provider is not known' };
  return { edits: [{ ...edit, into: { ...at, part: 'value' } }] };
}

function nameAt({ path }: SourcePointer): string {
  return String(path[1]);
}

function samePath(one: SourcePointer, other: SourcePointer): boolean {
  return one.uri === other.uri && JSON.stringify(one.path) === JSON.stringify(other.path);
}
