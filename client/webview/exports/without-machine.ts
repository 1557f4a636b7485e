/**
 * The map without a path of the machine: files relative to the workspace, and ids that name none. What is in no folder of the
 * workspace keeps its file's name alone.
 */
import type { AccountMap } from '../../../server/src/account-map';

export interface Renamed {
  readonly map: AccountMap;
  /** What a resource or a stack is called now. */
  idOf(id: string): string;
}

/** `roots`: URIs of the workspace's folders, without a slash at their ends. */
export function withoutMachine(map: AccountMap, roots: readonly string[]): Renamed {
  const relative = relativeTo(roots);
  const ids = namesFor(
    [...map.resources.map(({ id }) => id), ...map.accounts.flatMap(({ stacks }) => stacks.map(({ id }) => id))],
    relative,
  );
  const renamed = JSON.parse(JSON.stringify(map), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'file') return isUri.test(value) ? decoded(relative(value)) : relative(value);
    return ids.get(value) ?? withoutRoots(value, roots);
  }) as AccountMap;
  return { map: renamed, idOf: id => ids.get(id) ?? id };
}

const isUri = /^[a-z][a-z0-9+.-]+:\/\//i;

function relativeTo(roots: readonly string[]): (text: string) => string {
  return text => {
    const root = roots.find(candidate => text.startsWith(`${candidate}/`));
    return withoutFolders(root === undefined ? text : text.slice(root.length + 1));
  };
}

/** `file:///home/me/elsewhere/a.yaml#Role` as `a.yaml#Role`; addresses in the web, such as a federation's, stay. */
function withoutFolders(text: string): string {
  return text
    .replace(/\b(?!https?:)[a-z][a-z0-9+.-]+:\/\/[^\s#`]*\//gi, '')
    .replace(/^(?:[a-z]:)?[\\/](?:[^\\/\n]*[\\/])*/i, '');
}

/** Of places in sentences, the roots alone are taken away: there, `/` may begin anything. */
function withoutRoots(text: string, roots: readonly string[]): string {
  return roots.reduce((rest, root) => rest.replaceAll(`${root}/`, '').replaceAll(`${pathOf(root)}/`, ''), text);
}

/** As a person writes it. */
function pathOf(uri: string): string {
  return decoded(uri.replace(/^[a-z][a-z0-9+.-]+:\/\/[^/]*/i, ''));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing.
    return path;
  }
}

/** Different ids stay different. */
function namesFor(ids: readonly string[], relative: (text: string) => string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const plain = relative(id);
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain} (${number})`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
