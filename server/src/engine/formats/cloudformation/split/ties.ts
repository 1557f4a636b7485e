import type { Refusal } from '../../format';
import type { Part, Parts } from './parts';

/** What ties resources and outputs to each other, by name of part; outputs are called `output X`. */
type Ties = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The resources and outputs that go where `leaving` goes: all that name one of these or are named by one, and so on. Refused where
 * that is one of `staying`.
 */
export function tiedTo(
  leaving: readonly string[],
  staying: ReadonlySet<string>,
  parts: Parts,
): ReadonlySet<string> | Refusal {
  const ties = tiesOf(parts);
  if (!('ties' in ties)) return ties;
  const from = new Map<string, string | undefined>(leaving.map(key => [key, undefined]));
  for (const key of from.keys()) {
    for (const other of ties.ties.get(key) ?? []) {
      if (from.has(other)) continue;
      from.set(other, key);
      if (staying.has(other)) return { refused: entangled(pathTo(other, from), parts) };
    }
  }
  return new Set(from.keys());
}

function tiesOf(parts: Parts): { readonly ties: Ties } | Refusal {
  const ties = new Map<string, Set<string>>();
  const tie = (a: string, b: string) => {
    ties.set(a, (ties.get(a) ?? new Set()).add(b));
    ties.set(b, (ties.get(b) ?? new Set()).add(a));
  };
  for (const part of parts.all) {
    if (part.section !== 'Resources' && part.section !== 'Outputs') continue;
    const called = calledPart(part);
    for (const name of part.names.references) {
      const named = resourcesNamed(name, parts);
      if (!named) return { refused: `nobody can tell what \`${name}\` is, which \`${part.key}\` names` };
      for (const one of named) if (one !== called) tie(called, one);
    }
  }
  for (const [api, functions] of parts.implied) if (ties.has(api)) for (const one of functions) tie(api, one);
  return { ties };
}

export function calledPart({ section, key }: Part): string {
  return section === 'Outputs' ? `output ${key}` : key;
}

/** What a name means among resources: none for a parameter; for what SAM makes of a resource, `OrdersRole`, that one. */
export function resourcesNamed(name: string, { declared, resources, implied }: Parts): readonly string[] | undefined {
  if (name.startsWith('AWS::') || declared.has(`Parameters ${name}`)) return [];
  if (resources.has(name)) return [name];
  const api = [...implied.keys()].find(known => name.startsWith(known));
  if (api !== undefined) return [api];
  const makers = [...resources.keys()].filter(key => name.startsWith(key));
  return makers.length > 0 ? makers : undefined;
}

/** From what leaves to what stays. */
function pathTo(end: string, from: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = from.get(at)) path.unshift(at);
  return path;
}

function entangled(path: readonly string[], { resources }: Parts): string {
  const [first, ...others] = path as [string, ...string[]];
  const last = others.pop()!;
  if (others.length > 0)
    return `${others.map(quoted).join(', ')} ${others.length > 1 ? 'tie' : 'ties'} \`${first}\` to \`${last}\``;
  const [one, other] = resources.get(first)?.names.references.has(last) ? [first, last] : [last, first];
  return `\`${one}\` names \`${other}\``;
}

function quoted(name: string): string {
  return name.startsWith('output ') ? `the output \`${name.slice('output '.length)}\`` : `\`${name}\``;
}
