import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Fix } from '../../rules/rule';
import { documentOf, type StructuralEdit } from '../../syntax/structural-edit';
import type { SourcePointer, SourceRange } from '../../text/text';
import type { RenderedFix } from '../render-fix';
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
  for (const edit of fix.edits) {
    // Another file of the module may have a variable of this name.
    if (edit.kind === 'declare' && edit.parameter.of === 'module') places.wantBeside(edit.at.uri);
  }
  if (!fix.edits.some(isGenerated)) return fix;
  const moved = fix.edits.flatMap(edit => (isGenerated(edit) && edit.kind === 'reword' ? [edit] : []));
  const programs = programsOf(moved, places, index);
  const edits: StructuralEdit[] = [];
  for (const edit of fix.edits) {
    const said = isGenerated(edit) ? saidInSource(edit, programs, places, index) : { edits: [edit] };
    if ('refused' in said) return { ...fix, edits: [], refused: said.refused };
    edits.push(...said.edits);
  }
  const written = { ...fix, edits: [...new Map(edits.map(edit => [JSON.stringify(edit), edit])).values()] };
  return tried.edits(written) ? written : { ...fix, edits: [], refused: 'the source says something else by now' };
}

function saidInSource(edit: StructuralEdit, programs: Programs, places: WrittenPlaces, index: WorkspaceIndex): Said {
  if (edit.kind === 'reword')
    return index.document(edit.at.uri)?.format === 'cdk' ? inProgram(edit, programs, places) : inBlock(edit, places);
  return edit.kind === 'insert' ? intoBlock(edit, places) : { refused: 'it is written by a tool' };
}

/** Who takes an account from which lines of programs. */
interface Programs {
  /** The calls that make what is moved, by the place that says their account. */
  readonly calls: ReadonlyMap<string, readonly SourceRange[]>;
  /** A stack that stays, by the same. */
  readonly staying: ReadonlyMap<string, SourcePointer>;
}

function programsOf(moved: readonly Reword[], places: WrittenPlaces, index: WorkspaceIndex): Programs {
  const ofPrograms = moved.filter(({ at }) => index.document(at.uri)?.format === 'cdk');
  const calls = new Map<string, SourceRange[]>();
  for (const { at, from } of ofPrograms) {
    const literal = places.accountLiteral(at, from);
    if (literal?.named) calls.set(keyOf(literal.at), [...(calls.get(keyOf(literal.at)) ?? []), literal.named.call]);
  }
  const going = new Set(ofPrograms.map(({ at }) => keyOf(at)));
  const staying = new Map<string, SourcePointer>();
  for (const from of new Set(ofPrograms.map(one => one.from))) {
    for (const { deployment } of index.landingsIn(from)) {
      const at = deployment.account?.at;
      if (!at || going.has(keyOf(at)) || index.document(at.uri)?.format !== 'cdk') continue;
      const literal = places.accountLiteral(at, from);
      if (literal) staying.set(keyOf(literal.at), at);
    }
  }
  return { calls, staying };
}

/** What else takes its account from the same place stays: then the place is not to be changed. */
function inProgram(edit: Reword, { calls, staying }: Programs, places: WrittenPlaces): Said {
  const { at, from } = edit;
  const found = places.accountLiteral(at, from);
  if (!found) return { refused: `no line is known that says account ${from} where \`${nameAt(at)}\` is made` };
  const sharing = staying.get(keyOf(found.at));
  if (sharing) return { refused: `\`${nameAt(sharing)}\`, which stays, has its account from the same line` };
  const own = calls.get(keyOf(found.at)) ?? [];
  const isRead = found.named?.uses.some(use => !own.some(call => call.start <= use.start && use.end <= call.end));
  if (isRead) return { refused: `others read the account of \`${nameAt(at)}\` from the same line` };
  if (found.named?.isExported)
    return { refused: `other files may read the account of \`${nameAt(at)}\` from its line` };
  return { edits: [{ ...edit, at: found.at }] };
}

/** In the only line of the block that says what the plan does. */
function inBlock(edit: Reword, places: WrittenPlaces): Said {
  const at = places.of(edit.at)?.at;
  const isLine = typeof at?.path.at(-1) === 'number';
  return at && isLine ? { edits: [{ ...edit, at }] } : { refused: 'no line of a `.tf` file is known that says it' };
}

function intoBlock(edit: Insert, places: WrittenPlaces): Said {
  const at = places.of(edit.into)?.at;
  const [block, ...within] = at?.path ?? [];
  const isProvider = typeof block === 'string' && block.startsWith('provider.') && within.length === 0;
  if (!at || !isProvider) return { refused: 'the block of its provider is not known' };
  return { edits: [{ ...edit, into: { ...at, part: 'value' } }] };
}

function nameAt({ path }: SourcePointer): string {
  return String(path[1]);
}

function keyOf({ uri, path }: SourcePointer): string {
  return JSON.stringify([uri, path]);
}
