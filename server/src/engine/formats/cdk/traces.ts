import type { Trace, TracedLine } from '../origin';
import { child, items, type Place } from '../place';
import { entriesOf, ofType } from './metadata';
import { wordAt } from './words';

/** `Prod/Orders/Deployer/DefaultPolicy/Resource` */
const defaultPolicy = '/DefaultPolicy/Resource';

/** Whether a construct gathers what several calls grant; it is made by the first of them. */
export function isGathered(construct: string): boolean {
  return construct.endsWith(defaultPolicy);
}

/**
 * Where a construct and what stands around it was made. `property`: of its resource, for libraries that note where a property was
 * written later than the rest.
 */
export function tracesOf(metadata: Place, construct: string, property: string | undefined): readonly Trace[] {
  const own = entriesOf(metadata, construct);
  const owner = isGathered(construct) ? `${construct.slice(0, -defaultPolicy.length)}/Resource` : undefined;
  const traces: readonly Trace[] = [
    ...(property === undefined ? [] : [{ of: 'itself' as const, construct, lines: assignmentOf(own, property) }]),
    { of: 'itself', construct, lines: creationOf(own) },
    ...(owner === undefined
      ? []
      : [{ of: 'owner' as const, construct: owner, lines: creationOf(entriesOf(metadata, owner)) }]),
    ...scopesOf(construct).flatMap(scope => around(metadata, scope)),
  ];
  return traces.filter(({ lines }) => lines.length > 0);
}

/** `a/b` and `a` of `a/b/c`. */
function scopesOf(construct: string): readonly string[] {
  const steps = construct.split('/');
  return steps.slice(1).map((_, i) => steps.slice(0, steps.length - 1 - i).join('/'));
}

/** Only elements of templates have traces: of a construct that is made of several, the one that it stands for. */
function around(metadata: Place, scope: string): readonly Trace[] {
  return [scope, `${scope}/Resource`, `${scope}/Default`].map(construct => ({
    of: 'around',
    construct: scope,
    lines: creationOf(entriesOf(metadata, construct)),
  }));
}

function creationOf(entries: readonly Place[]): readonly TracedLine[] {
  const created = ofType(entries, 'aws:cdk:creationStack').map(entry => child(entry, 'data'));
  // Before 2.251, and only with `--debug`.
  const traced = entries.map(entry => child(entry, 'trace'));
  const stack = [...created, ...traced].find(found => found !== undefined);
  return stack ? linesIn(stack) : [];
}

/** The last assignment holds. */
function assignmentOf(entries: readonly Place[], property: string): readonly TracedLine[] {
  const assigned = ofType(entries, 'aws:cdk:propertyAssignment').filter(
    entry => wordAt(entry, 'data', 'propertyName')?.word.toLowerCase() === property.toLowerCase(),
  );
  const data = assigned.length > 0 ? child(assigned.at(-1)!, 'data') : undefined;
  const stack = data && child(data, 'stackTrace');
  return stack ? linesIn(stack) : [];
}

/** A library says no more of itself than `...new Role2 in aws-cdk-lib...`, sometimes with a place: nobody writes there. */
function linesIn(stack: Place): readonly TracedLine[] {
  return items(stack).flatMap(({ node }) => (node.kind === 'scalar' ? (lineIn(node.raw) ?? []) : []));
}

/** `new Deployer (/app/lib/deployer.ts:19:22)`, from 1; other languages' hosts say no column. */
const frame = /^(?!\.\.\.)[^(]*\((?:file:\/\/)?(.+?):(\d{1,7})(?::(\d{1,7}))?\)$/;
const packages = /[\\/](?:node_modules|site-packages|dist-packages)[\\/]/;

function lineIn(said: string): TracedLine | undefined {
  const [, path = '', line = '', column] = frame.exec(said) ?? [];
  if (!/^(?:\/|[a-z]:[\\/])/i.test(path) || packages.test(path)) return undefined;
  return { path, line: Number(line) - 1, ...(column === undefined ? {} : { character: Number(column) - 1 }) };
}
