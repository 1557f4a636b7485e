/** A template as two: resources leave for another, with all that they alone need; what both need stands in both. */
import { type Going, takeOut } from '../../../syntax/edit/take-out';
import type { Split } from '../../../syntax/structural-edit';
import type { SyntaxTree } from '../../../syntax/tree';
import type { Division, Refusal } from '../../format';
import { child, type Place } from '../../place';
import { outOfInterface } from './interface';
import { isDeclaration, nameOf, needsOf, obscurityOf, type Part, type Parts, partsOf } from './parts';
import { calledPart, resourcesNamed, tiedTo } from './ties';

export function splitTemplate(tree: SyntaxTree, split: Split): Division | Refusal {
  if (!tree.root || tree.roots.length > 1 || tree.problems.length > 0) return { refused: 'it cannot be read whole' };
  const root: Place = { node: tree.root, at: { uri: tree.document.uri, path: [], part: 'value' } };
  const parts = partsOf(root);
  const obscurity = obscurityOf(root, parts) ?? namedByGlobals(parts);
  if (obscurity !== undefined) return { refused: obscurity };
  const tied = tiedTo(split.leaving, new Set(split.staying), parts);
  if ('refused' in tied) return tied;
  const leaves = (part: Part) => tied.has(calledPart(part));
  if ([...parts.resources.values()].every(leaves)) return { refused: 'all that it makes would leave' };
  const { there, here } = shared(parts, leaves);
  const staying = without(tree, root, parts, part => !here.has(part));
  const leaving = without(tree, root, parts, part => !there.has(part));
  if (!staying || !leaving) return { refused: 'a YAML anchor or a line holds together what would be parted' };
  return { staying, leaving, conditions: conditionsOf(parts, leaves) };
}

/** What `Globals` say holds for every function, on both sides. */
function namedByGlobals(parts: Parts): string | undefined {
  for (const { names } of parts.globals) {
    const [named] = [...names.references].filter(name => resourcesNamed(name, parts)?.length !== 0);
    if (named !== undefined) return `\`Globals\` name \`${named}\` for the resources of both`;
  }
  return undefined;
}

interface Shared {
  readonly there: ReadonlySet<Part>;
  readonly here: ReadonlySet<Part>;
}

/** The parts of each of the two templates. What nobody needs stays. */
function shared(parts: Parts, leaves: (part: Part) => boolean): Shared {
  const holders = parts.all.filter(({ section }) => section === 'Resources' || section === 'Outputs');
  const needed = (by: readonly Part[]) => withRules(closure(by, parts), parts);
  const there = needed([...holders.filter(leaves), ...parts.globals]);
  const others = parts.all.filter(part => isDeclaration(part) && !there.has(part));
  const here = needed([...holders.filter(part => !leaves(part)), ...parts.globals, ...others]);
  return { there, here };
}

/** With all parameters, conditions and mappings that they need. */
function closure(by: readonly Part[], { declared }: Parts): Set<Part> {
  const all = new Set(by);
  for (const part of all) {
    for (const need of needsOf(part)) {
      const one = declared.get(need);
      if (one) all.add(one);
    }
  }
  return all;
}

/**
 * With the rules for the parameters among them, and the parameters that these speak of besides; and with those of no parameter, which
 * guard the whole deployment, such as its region.
 */
function withRules(held: Set<Part>, parts: Parts): Set<Part> {
  const rules = parts.all.filter(part => {
    if (part.section !== 'Rules') return false;
    const declared = needsOf(part).flatMap(need => parts.declared.get(need) ?? []);
    return declared.length === 0 || declared.some(one => held.has(one));
  });
  const all = closure([...held, ...rules], parts);
  return all.size === held.size ? all : withRules(all, parts);
}

function without(tree: SyntaxTree, root: Place, parts: Parts, goes: (part: Part) => boolean) {
  const going = new Map<string, Map<string | number, Going | undefined>>();
  for (const part of parts.all.filter(goes)) {
    const section = going.get(part.section) ?? new Map();
    going.set(part.section, section.set(part.key, undefined));
  }
  const parameters = new Set(going.get('Parameters')?.keys());
  const metadata = child(root, 'Metadata');
  const shown = metadata && outOfInterface(metadata, parameters);
  return takeOut(tree, new Map([...going, ...(shown ? [['Metadata', shown] as const] : [])]));
}

/** What decides whether parts that leave are there, or how they are. */
function conditionsOf(parts: Parts, leaves: (part: Part) => boolean): Division['conditions'] {
  return parts.all
    .filter(part => part.section === 'Resources' && leaves(part))
    .flatMap(part =>
      [...part.names.conditions].flatMap(condition => {
        const own = parts.declared.get(nameOf('Conditions', condition));
        const behind = own ? [...closure([own], parts)] : [];
        return behind.flatMap(({ names }) => [...names.words].map(word => ({ resource: part.key, condition, word })));
      }),
    );
}
