/** What goes from one stack to another under another name: exports, outputs of nested stacks, parameters. */
import type { Hole, Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { textAt } from '../deployments/at-landing';
import { mayBeTogether } from '../deployments/places';
import * as key from './index-keys';
import type { HandedOn, WorkspaceIndex } from './workspace-index';

/** What this is read from: the index, and the contributions below it. */
type Source = WorkspaceIndex & { contributed(at: string): readonly key.Contribution[] };

/** More exports, or imports, whose names end alike are not told apart. */
export const MAX_ALIKE = 50;

/** As `WorkspaceIndex.handedOn`. */
export function handedOn(source: Source, hole: Hole, from: Uri): readonly HandedOn[] {
  return [...imported(source, hole, from), ...outputNamed(source, hole)];
}

/** What an `Fn::ImportValue` in the document `from` stands for. */
function imported(source: Source, { import: name, importNamed }: Hole, from: Uri): readonly HandedOn[] {
  if (name !== undefined) return exportedAs(source, name, from);
  if (!importNamed) return [];
  const at = { uri: from, path: [], part: 'value' } as const;
  const landings = source.landingsOf(from);
  const filled = landings.map(({ deployment }) => literalOf(textAt({ parts: importNamed, at }, deployment).parts));
  const names = new Set(landings.length > 0 ? filled : [literalOf(importNamed.map(usual))]);
  const isCertain = landings.length > 0 && names.size === 1;
  return [...names].flatMap(one =>
    one === undefined
      ? endingLike(source, importNamed, from)
      : exportedAs(source, one, from).map(found => ({ ...found, certain: isCertain && found.certain })),
  );
}

/**
 * Exports of this name where an import in `from` may look: it means those of its own account and region alone, and there is one of
 * a name ("Get exported outputs from a deployed CloudFormation stack" of the AWS CloudFormation User Guide).
 */
function exportedAs(source: Source, name: string, from: Uri): readonly HandedOn[] {
  const all = exportsCalled(source, name);
  if (all.length === 0) return all;
  const here = source.landingsOf(from);
  return all.filter(({ document }) => mayBeTogether(source.landingsOf(document), here));
}

/** As `WorkspaceIndex.exportsCalled`: those included whose names deployment completes. */
export function exportsCalled(source: Source, name: string): readonly HandedOn[] {
  const exact = source.contributed(key.exportKey(name)).flatMap(exported);
  const completed = [key.endingKey([name]), key.endingKey([])].flatMap(ending => alike(source, ending));
  const called = completed.filter(one => source.landingsOf(one.document).some(isCalled(one.name, name)));
  return [...exact, ...called];
}

function isCalled(written: Text, name: string): (landing: ReturnType<Source['landingsOf']>[number]) => boolean {
  return ({ deployment }) => literalOf(textAt(written, deployment).parts) === name;
}

/** The one export whose name ends in the same word, where nobody knows how either begins. */
function endingLike(source: Source, importNamed: Text['parts'], from: Uri): readonly HandedOn[] {
  const ending = key.endingKey(importNamed);
  const found = ending === key.endingKey([]) ? [] : alike(source, ending);
  const here = found.length > 0 ? source.landingsOf(from) : [];
  const near = found.filter(({ document }) => mayBeTogether(source.landingsOf(document), here));
  return near.length === 1 ? [{ ...near[0]!, certain: false }] : [];
}

function alike(source: Source, ending: string): readonly (HandedOn & { readonly name: Text })[] {
  const found = source.contributed(ending);
  if (found.length > MAX_ALIKE) return [];
  return found.flatMap(one =>
    one.is === 'export' && one.name
      ? [{ value: one.value, document: one.document, certain: true, name: one.name }]
      : [],
  );
}

function exported(found: key.Contribution): readonly HandedOn[] {
  return found.is === 'export' ? [{ value: found.value, document: found.document, certain: true }] : [];
}

/** What `!GetAtt Child.Outputs.Role` stands for. */
function outputNamed(source: Source, { resource, attribute }: Hole): readonly HandedOn[] {
  const name = key.outputOf(attribute);
  if (resource === undefined || name === undefined) return [];
  return source
    .contributed(key.stackKey(resource))
    .flatMap(found => (found.is === 'deployment' ? [found.deployment.document] : []))
    .flatMap(document => source.contributed(key.outputKey(document, name)).flatMap(exported));
}

/** How many names are followed, one after the other. */
const MAX_HOPS = 6;

/** Nor are more names than about these followed for one thing that is handed on. */
const MAX_ALIASES = 100;

/** The targets, and what exports, outputs and parameters call them where they hand them on. */
export function aliasesOf(source: Source, targets: readonly string[]): readonly string[] {
  let latest = calledToo(source, targets);
  if (latest.length === 0) return targets;
  const all = new Set(targets);
  for (let hops = 1; latest.length > 0; hops++) {
    const fresh = latest.filter(alias => !all.has(alias));
    for (const alias of fresh) all.add(alias);
    latest = hops < MAX_HOPS && all.size < MAX_ALIASES ? calledToo(source, fresh) : [];
  }
  return [...all];
}

function calledToo(source: Source, targets: readonly string[]): readonly string[] {
  return targets.flatMap(target => {
    const written = source.contributed(key.aliasKey(target)).flatMap(one => (one.is === 'alias' ? [one.alias] : []));
    return [...written, ...readAbove(source, target)];
  });
}

/** An output, as the stacks say it in which its template is nested. */
function readAbove(source: Source, target: string): readonly string[] {
  const output = key.outputIn(target);
  if (!output) return [];
  return source
    .contributed(key.deploymentKey(output.document))
    .flatMap(found =>
      found.is === 'deployment' ? [key.stackOutput(`${found.statedBy}#${found.deployment.id}`, output.name)] : [],
    );
}

function literalOf(parts: Text['parts']): string | undefined {
  return parts.every(part => typeof part === 'string') ? parts.join('') : undefined;
}

function usual(part: string | Hole): string | Hole {
  return typeof part === 'string' ? part : (part.default ?? part);
}
