import type { Deployment } from '../../model/deployment';
import type { Problem } from '../../model/problem';
import { notReferredTo } from '../../model/references';
import type { Resource } from '../../model/resource';
import { type Allowances, metadataAllowances } from '../allow';
import { child, type Place } from '../place';
import type { Lookups } from './declarations';
import type { SectionEntry } from './for-each';
import type { TemplateReading } from './read-template';
import { declarationOf, lowerResource } from './resources';
import { deploymentsOf } from './stacks';
import { type Survey, survey } from './survey';
import { resourceId, type Template } from './template';

/** All that one entry of `Resources` says, before it is joined with what others say of it. */
export interface EntryFacts {
  readonly resources: readonly Resource[];
  readonly deployments: readonly Deployment[];
  readonly survey: Survey;
  readonly allowances: Allowances;
}

interface Remembered {
  readonly key: string;
  readonly context: Context;
  readonly facts: EntryFacts;
  /** The resources of the template that the entry names. */
  readonly names: Lookups;
  readonly problems: readonly Problem[];
  /** Steps of work that the reading took. */
  readonly work: number;
}

/** What else decides the meaning of an entry. The same object as long as `said` is the same. */
interface Context {
  readonly said: string;
}

/** Of entries that are still in some tree: most stay as they are from one keystroke to the next. */
const remembered = new WeakMap<object, Remembered>();

/** What each entry says, in order. An entry that is as it was in a template that else says the same is not read again. */
export function entryFacts(reading: TemplateReading): readonly EntryFacts[] {
  const { resources, template, root } = reading;
  const context = contextOf(reading);
  const globals = reading.isServerless ? child(root, 'Globals') : undefined;
  return resources.map(entry => {
    const known = entry.scope.bindings.size === 0 ? remembered.get(entry.origin) : undefined;
    const holds = known?.context === context && known.key === entry.key && template.resources.hold(known.names);
    if (!holds) return read(entry, globals, context);
    template.problems.take(known.problems);
    template.work.left -= known.work;
    return known.facts;
  });
}

function read(entry: SectionEntry, globals: Place | undefined, context: Context): EntryFacts {
  const { template, bindings } = entry.scope;
  const before = template.work.left;
  let facts: EntryFacts | undefined;
  let problems: readonly Problem[] = [];
  const names = template.resources.during(() => {
    problems = template.problems.during(() => {
      facts = lowered(entry, globals);
    });
  });
  const work = before - template.work.left;
  const { key, origin } = entry;
  if (bindings.size === 0) remembered.set(origin, { key, context, facts: facts!, names, problems, work });
  return facts!;
}

function lowered(entry: SectionEntry, globals: Place | undefined): EntryFacts {
  const declaration = declarationOf(entry, globals);
  const metadata = child(entry.place, 'Metadata');
  const surveyed = survey(entry);
  const [resource, ...made] = declaration ? lowerResource(declaration) : [];
  return {
    resources: resource ? [waiting(resource, surveyed, entry.scope.template), ...made] : [],
    deployments: declaration ? deploymentsOf(declaration) : [],
    survey: surveyed,
    allowances: metadata ? metadataAllowances(metadata, entry.place.at) : { allowed: [], problems: [] },
  };
}

/** With what it needs and does not tell. */
function waiting(resource: Resource, { needs }: Survey, { uri }: Template): Resource {
  if (needs.size === 0) return resource;
  const untold = notReferredTo(
    resource,
    [...needs].map(name => resourceId(uri, name)),
  );
  return untold.size > 0 ? { ...resource, dependsOn: [...untold] } : resource;
}

/** Everything of the template but its resources. */
function contextOf({ root, resources, template }: TemplateReading): Context {
  const assets = [...template.assets].flat();
  const said = [template.uri, String(template.mayMakeMore), ...assets, ...sections(root, template)].join('\n');
  for (const { origin } of resources) {
    const known = remembered.get(origin)?.context;
    if (known) return known.said === said ? known : { said };
  }
  return { said };
}

function sections(root: Place, { tree }: Template): readonly string[] {
  if (root.node.kind !== 'map') return [];
  return root.node.entries
    .filter(({ key }) => key.raw !== 'Resources' && key.raw !== 'Outputs')
    .map(({ range }) => tree.document.text.slice(range.start, range.end));
}
