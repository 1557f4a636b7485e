import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import { declaredParameters } from '../cloudformation/declared-parameters';
import type { Neighbours } from '../format';
import { nearest } from '../settings/nearest';
import { fileName } from '../template-file';

/** Folders for the parameters of the templates that stand above, or in one of the other folders there. */
const forParameters = /^(?:param(?:eter)?s?|configs?|configuration|env(?:ironment)?s?)$/i;
const forTemplates = ['templates/', 'template/', 'stacks/', 'cloudformation/', 'cfn/'];

/** Where more files than this stand, a file is for a template only if its name says so. */
const MAX_CANDIDATES = 64;

/**
 * The one template that a parameter file is for: in the nearest folder that has such, the one that has all of these parameters; of
 * several, the one whose name the file's name has in it, `orders.yaml` for `orders.prod.json`. Where none has them all, the one that has
 * them but for misspellings. Undefined where that leaves it open.
 */
export function whichTemplate(file: Uri, names: readonly string[], neighbours: Neighbours): Uri | undefined {
  for (const folders of placesFor(file)) {
    const words = wordsOf(file.slice(folders[0]!.length));
    const others = folders.flatMap(folder => neighbours.folder(folder)).filter(uri => uri !== file && isLookedAt(uri));
    const named = longest(others.filter(uri => holds(words, stemOf(uri)) && mayBeTemplate(uri, neighbours)));
    const candidates = named.length > 0 || others.length > MAX_CANDIDATES ? named : others;
    const templates = candidates.filter(uri => mayBeTemplate(uri, neighbours));
    const fitting = templates.filter(uri => declares(names, uri, neighbours, 0));
    const meant =
      fitting.length > 0 ? fitting : templates.filter(uri => declares(names, uri, neighbours, MAX_MISSPELT));
    if (meant.length > 0) return meant.length === 1 ? meant[0] : undefined;
    // Its name says that it is for another.
    if (named.length > 0) return undefined;
  }
  return undefined;
}

function isLookedAt(uri: Uri): boolean {
  return /\.(?:ya?ml|json|template)$/i.test(uri);
}

/** Asked before a text is read as a tree. */
function mayBeTemplate(uri: Uri, neighbours: Neighbours): boolean {
  const source = neighbours.source?.(uri) ?? neighbours.tree(uri)?.document;
  return source?.text.includes('Resources') ?? false;
}

/** The file's own folder; for a folder of parameters what stands above it, also for `params/prod/`. */
function placesFor(file: Uri): readonly (readonly Uri[])[] {
  const own = folderOf(file);
  const above = folderOf(own.slice(0, -1) as Uri);
  const [name, nameAbove] = [own, above].map(folder => folder.split('/').at(-2) ?? '');
  const around = (folder: Uri) => [folder, ...forTemplates.map(other => `${folder}${other}` as Uri)];
  if (forParameters.test(name!)) return [[own], around(above)];
  if (forParameters.test(nameAbove!)) return [[own], around(folderOf(above.slice(0, -1) as Uri))];
  return [[own]];
}

/** A file of which more names are strange is for another template. */
const MAX_MISSPELT = 3;

/** Whether a template has these parameters, but for so many that are misspelt. */
function declares(names: readonly string[], uri: Uri, neighbours: Neighbours, misspelt: number): boolean {
  const declared = declaredParameters(uri, neighbours);
  if (!declared) return false;
  const strange = names.filter(name => !declared.byName.has(name));
  return strange.length <= misspelt && strange.every(name => nearest(name, declared.byName.keys()) !== undefined);
}

/** Of names that hold each other, `orders` and `orders-api`, the longest. */
function longest(uris: readonly Uri[]): readonly Uri[] {
  const most = Math.max(0, ...uris.map(uri => stemOf(uri).length));
  return uris.filter(uri => stemOf(uri).length === most);
}

/** The words of `orders.template.yaml` that are its own. */
function stemOf(uri: Uri): readonly string[] {
  return wordsOf(fileName(uri).replace(/(?:\.(?:ya?ml|json|template|cfn|cloudformation|sam|stack))+$/i, ''));
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
}

/** Whether words stand among others, next to each other. */
function holds(words: readonly string[], own: readonly string[]): boolean {
  return own.length > 0 && words.some((_, i) => own.every((word, k) => words[i + k] === word));
}
