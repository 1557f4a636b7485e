import type { Declared } from '../../formats/origin';
import type { Entry, SyntaxTree } from '../../syntax/tree';
import type { SourcePointer, Uri } from '../../text/text';
import { folderOf, resolveUri } from '../../text/uri';
import type { Placed } from './placed';
import type { Sources } from './sources';
import { says } from './statement-lines';

/** A block of a Terraform file. */
interface Block {
  readonly uri: Uri;
  readonly entry: Entry;
}

/** The block that declares something in the configuration of which a plan was made, or the call of the module that has it. */
export function placeOfBlock(origin: Declared, plan: Uri, sources: Sources): Placed | undefined {
  let folder = configurationOf(plan, sources);
  for (const name of folder === undefined ? [] : origin.modules) {
    const call = blockIn(folder!, `module.${name}`, sources);
    if (!call) return undefined;
    const source = localSource(call);
    if (source === undefined)
      return { at: headerOf(call), roughly: 'of the source only the call of its module is known' };
    folder = `${resolveUri(folder!, source)}/` as Uri;
  }
  const block = folder && blockIn(folder, origin.block, sources);
  if (!folder || !block) return undefined;
  return { at: statementIn(block, origin, folder, sources) ?? attributeIn(block, origin) ?? headerOf(block) };
}

/** A plan lies beside its configuration or in a folder of it. */
const LEVELS = 4;

/** The nearest folder with Terraform files. */
function configurationOf(plan: Uri, sources: Sources): Uri | undefined {
  let folder = folderOf(plan);
  const folders: Uri[] = [];
  for (let level = 0; level < LEVELS; level++) {
    folders.push(folder);
    folder = folderOf(resolveUri(folder, '../x'));
  }
  // All are asked for at once, so that a host reads them at once.
  return folders.filter(one => sources.blocksIn(one).length > 0)[0];
}

/** The only block of an address in a folder. */
function blockIn(folder: Uri, address: string, sources: Sources): Block | undefined {
  const found = sources.blocksIn(folder).flatMap(tree => blocksCalled(address, tree));
  return found.length === 1 ? found[0] : undefined;
}

function blocksCalled(address: string, { root, document }: SyntaxTree): readonly Block[] {
  if (root?.kind !== 'map') return [];
  return root.entries.filter(({ key }) => key.raw === address).map(entry => ({ uri: document.uri, entry }));
}

function headerOf({ uri, entry }: Block): SourcePointer {
  return { uri, path: [entry.key.raw], part: 'key' };
}

function linesOf({ entry: { value } }: Block): readonly string[] {
  return value.kind === 'list' ? value.items.map(item => (item.kind === 'scalar' ? item.raw : '')) : [];
}

/** `../modules/orders`; undefined for a module from elsewhere. */
function localSource(call: Block): string | undefined {
  const found = linesOf(call).flatMap(line => /^source\s*=\s*"(\.{1,2}\/[^"]*)"/.exec(line)?.[1] ?? []);
  return found[0];
}

const documents = /\bdata\.aws_iam_policy_document\.[\w-]+/g;

/** The line of the statement that is meant, in the block or in a policy document that the block names. */
function statementIn(block: Block, { statement }: Declared, folder: Uri, sources: Sources): SourcePointer | undefined {
  if (!statement) return undefined;
  const named = new Set(linesOf(block).flatMap(line => line.match(documents) ?? []));
  const blocks = [block, ...[...named].flatMap(address => blockIn(folder, address, sources) ?? [])];
  for (const action of statement.actions) {
    const found = blocks.flatMap(one => linesOf(one).flatMap((line, i) => (says(line, action) ? [{ one, i }] : [])));
    const [only] = found;
    if (only && found.length === 1) return { uri: only.one.uri, path: [only.one.entry.key.raw, only.i], part: 'value' };
  }
  return undefined;
}

/** The only line that begins with the innermost of the names that are written in the block. */
function attributeIn(block: Block, { within = [] }: Declared): SourcePointer | undefined {
  const names = linesOf(block).map(line => /^"?([\w:-]+)"?\s*(?:=|:|\{)/.exec(line)?.[1]);
  const name = within.filter(one => names.includes(one)).at(-1);
  const index = name === undefined ? -1 : names.indexOf(name);
  if (index < 0 || names.lastIndexOf(name) !== index) return undefined;
  return { uri: block.uri, path: [block.entry.key.raw, index], part: 'value' };
}
