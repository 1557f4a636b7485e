import { emptyIndexData, type FactsChange, type IndexData, updated } from '../analysis/index/index-data';
import { indexOf } from '../analysis/index/index-of';
import type { DocumentFacts } from '../model/document-facts';
import { shareUnchanged } from '../model/equal';
import type { Resource } from '../model/resource';
import { checkDocument, checkResource, checkWorkspace, concernsRules, type Report } from '../rules/check';
import { rules } from '../rules/index';
import type { Uri } from '../text/text';

/** What rules said of something, and the hashes of the keys of the index that they read for it. */
interface Checked {
  readonly reports: readonly Report[];
  readonly read: readonly number[];
}

interface CheckedResource extends Checked {
  readonly resource: Resource;
}

interface DocumentChecks {
  readonly facts: DocumentFacts;
  readonly byResource: readonly CheckedResource[];
  readonly document: Checked;
  /** All of the above. */
  readonly reports: readonly Report[];
}

/** All that follows from the facts of a workspace at one moment: the index and what the rules say. Immutable. */
export interface Derived {
  readonly data: IndexData;
  readonly facts: ReadonlyMap<Uri, DocumentFacts>;
  readonly checks: ReadonlyMap<Uri, DocumentChecks>;
  readonly workspace: Checked;
  /** What is said in each document, by whichever subject. */
  readonly reportsIn: ReadonlyMap<Uri, readonly Report[]>;
}

export function nothingDerived(roots: readonly Uri[], everywhere: Uri | undefined): Derived {
  return {
    data: emptyIndexData(roots, everywhere),
    facts: new Map(),
    checks: new Map(),
    workspace: { reports: [], read: [] },
    reportsIn: new Map(),
  };
}

/** The same without what rules say: whoever asks for facts alone need not wait for that. */
function deriveFacts(
  before: Derived,
  touched: Iterable<Uri>,
  factsOf: (uri: Uri) => DocumentFacts | undefined,
): Derived {
  const { facts, data } = joined(before, changedFacts(before, touched, factsOf));
  return { data, facts, checks: new Map(), workspace: { reports: [], read: [] }, reportsIn: new Map() };
}

/** The same with what rules of the kind `document` say, and no others. */
function deriveOfDocuments(
  before: Derived,
  touched: Iterable<Uri>,
  factsOf: (uri: Uri) => DocumentFacts | undefined,
): Derived {
  const { facts, data, changed } = joined(before, changedFacts(before, touched, factsOf));
  const checks = new Map<Uri, DocumentChecks>();
  for (const one of facts.values()) {
    const document = checkedDocument(before.checks.get(one.uri), one, data, changed);
    checks.set(one.uri, { facts: one, byResource: [], document, reports: document.reports });
  }
  const workspace: Checked = { reports: [], read: [] };
  return { data, facts, checks, workspace, reportsIn: gather(checks, workspace) };
}

/**
 * What follows after some documents may have changed. `factsOf` gives the facts of now. The same object when no fact is
 * different; else only what read a changed key is checked again.
 */
function derive(before: Derived, touched: Iterable<Uri>, factsOf: (uri: Uri) => DocumentFacts | undefined): Derived {
  const changes = changedFacts(before, touched, factsOf);
  if (changes.length === 0) return before;
  const { facts, data, changed } = joined(before, changes);
  const checks = new Map<Uri, DocumentChecks>();
  for (const document of facts.values()) {
    checks.set(document.uri, recheck(before.checks.get(document.uri), document, data, changed));
  }
  const workspace =
    intersects(before.workspace.read, changed) || before.facts.size === 0 ? wholeWorkspace(data) : before.workspace;
  return { data, facts, checks, workspace, reportsIn: gather(checks, workspace) };
}

/** By what is asked for. */
export const deriving = { everything: derive, documents: deriveOfDocuments, nothing: deriveFacts } as const;

function joined(before: Derived, changes: readonly FactsChange[]) {
  const facts = new Map(before.facts);
  for (const { uri, now } of changes) {
    if (now) facts.set(uri as Uri, now);
    else facts.delete(uri as Uri);
  }
  return { facts, ...updated(before.data, changes) };
}

function changedFacts(
  before: Derived,
  touched: Iterable<Uri>,
  factsOf: (uri: Uri) => DocumentFacts | undefined,
): readonly FactsChange[] {
  const changes: FactsChange[] = [];
  for (const uri of touched) {
    const old = before.facts.get(uri);
    const fresh = factsOf(uri);
    const now = fresh && shareUnchanged(old, fresh);
    if (now !== old) changes.push({ uri, now });
  }
  return changes;
}

function recheck(
  before: DocumentChecks | undefined,
  facts: DocumentFacts,
  data: IndexData,
  changed: ReadonlySet<number>,
): DocumentChecks {
  if (before?.facts === facts && isValid(before, changed)) return before;
  const known = new Map(before?.byResource.map(one => [one.resource, one]));
  const byResource = facts.resources
    .filter(resource => concernsRules(rules, resource))
    .map(resource => valid(known.get(resource), changed) ?? checkedResource(resource, facts, data));
  const document = checkedDocument(before, facts, data, changed);
  const all = [...byResource, document];
  return {
    facts,
    byResource,
    document,
    reports: all.flatMap(one => one.reports),
  };
}

function checkedDocument(
  before: DocumentChecks | undefined,
  facts: DocumentFacts,
  data: IndexData,
  changed: ReadonlySet<number>,
): Checked {
  const known = before?.facts === facts ? valid(before.document, changed) : undefined;
  return known ?? check(data, index => checkDocument(rules, facts, index));
}

function valid<T extends Checked>(checked: T | undefined, changed: ReadonlySet<number>): T | undefined {
  return checked !== undefined && !intersects(checked.read, changed) ? checked : undefined;
}

function checkedResource(resource: Resource, facts: DocumentFacts, data: IndexData): CheckedResource {
  return { resource, ...check(data, index => checkResource(rules, resource, facts, index)) };
}

function check(data: IndexData, run: (index: ReturnType<typeof indexOf>) => readonly Report[]): Checked {
  const read = new Set<number>();
  const reports = run(indexOf(data, read));
  return { reports, read: [...read] };
}

function isValid({ byResource, document }: DocumentChecks, changed: ReadonlySet<number>): boolean {
  return ![document, ...byResource].some(({ read }) => intersects(read, changed));
}

function wholeWorkspace(data: IndexData): Checked {
  return check(data, index => checkWorkspace(rules, index));
}

function gather(checks: ReadonlyMap<Uri, DocumentChecks>, workspace: Checked): ReadonlyMap<Uri, readonly Report[]> {
  const byUri = new Map<Uri, Report[]>();
  const put = (report: Report) => {
    const uri = report.reported.at.uri;
    const list = byUri.get(uri);
    if (list) list.push(report);
    else byUri.set(uri, [report]);
  };
  for (const uri of [...checks.keys()].sort()) for (const report of checks.get(uri)!.reports) put(report);
  for (const report of workspace.reports) put(report);
  return byUri;
}

function intersects(read: readonly number[], changed: ReadonlySet<number>): boolean {
  return read.some(key => changed.has(key));
}
