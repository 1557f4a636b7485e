/** Where a path is best broken. */
import { patternsIn } from '../../../analysis/access-graph/directory/patterns';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { PolicyStatement } from '../../../model/statement';
import type { SourcePointer } from '../../../text/text';
import type { Hop, Reach } from './reaches';

export function placeOf({ group }: Hop): SourcePointer {
  return group.because[0]!;
}

/**
 * The hop whose statement is about the most: about everything, about names by a pattern, about one thing. Of alike ones the first: what
 * the principal itself was given is less likely to be needed than what those on the way need for their work.
 */
export function weakestHop({ hops, target }: Pick<Reach, 'hops' | 'target'>, index: WorkspaceIndex): Hop {
  const [first, ...others] = hops.map(hop => ({ hop, breadth: breadthOf(hop, target.environment.name, index) }));
  return others.reduce((best, one) => (one.breadth > best.breadth ? one : best), first!).hop;
}

enum Breadth {
  /** Nothing to mend: compute has a role, an administrator may do all. */
  Given,
  One,
  Pattern,
  All,
}

function breadthOf(hop: Hop, environment: string, index: WorkspaceIndex): Breadth {
  if (hop.group.asked.length === 0 && hop.from.resource) return Breadth.Given;
  if (hop.from.kind === 'administrator' || hop.to.kind === 'administrator') return Breadth.Given;
  const statement = statementAt(placeOf(hop), index);
  if (!statement) return Breadth.All;
  return statement.principals ? ofTrust(statement) : ofGrant(statement, hop, environment, index);
}

/** Of a policy that AWS keeps there is none here. */
export function statementAt({ uri, path }: SourcePointer, index: WorkspaceIndex): PolicyStatement | undefined {
  const document = index.document(uri);
  if (!document) return undefined;
  const known = statements.get(document) ?? statementsByPlace(document);
  statements.set(document, known);
  const around = [...path, undefined].flatMap((_, length) => known.get(keyOf(path.slice(0, length))) ?? []);
  return around.reduce<Ordered | undefined>((first, one) => (first && first.order < one.order ? first : one), undefined)
    ?.statement;
}

interface Ordered {
  readonly statement: PolicyStatement;
  readonly order: number;
}

/** Of very many paths each asks for those of one document. */
const statements = new WeakMap<DocumentFacts, ReadonlyMap<string, Ordered>>();

/** Of those in one place, the first. What a resource takes from another document stands there. */
function statementsByPlace({ uri, resources }: DocumentFacts): ReadonlyMap<string, Ordered> {
  const all = resources.flatMap(({ grants, trust }) => [...grants, ...trust]).filter(({ at }) => at.uri === uri);
  return new Map(all.map((statement, order) => [keyOf(statement.at.path), { statement, order }] as const).reverse());
}

function keyOf(path: SourcePointer['path']): string {
  return JSON.stringify(path);
}

function ofTrust({ principals }: PolicyStatement): Breadth {
  const kinds = principals?.mode === 'only' ? principals.list.map(({ kind }) => kind) : ['anyone'];
  if (kinds.includes('anyone')) return Breadth.All;
  return kinds.includes('account') || kinds.includes('federated') ? Breadth.Pattern : Breadth.One;
}

function ofGrant(
  statement: PolicyStatement,
  { to }: Hop,
  environment: string,
  { vocabulary }: WorkspaceIndex,
): Breadth {
  const patterns = patternsIn(statement).filter(({ refersTo }) => refersTo === undefined);
  if (patterns.some(({ rest }) => rest === '*')) return Breadth.All;
  const isMeant = patterns.every(({ rest }) => isOne(rest) || vocabulary.environmentIn(rest)?.name === environment);
  return isMeant || statementNames(statement, to) ? Breadth.One : Breadth.Pattern;
}

function statementNames(statement: PolicyStatement, { resource }: Hop['to']): boolean {
  return patternsIn(statement).some(({ refersTo }) => refersTo !== undefined && refersTo === resource?.id);
}

/** What stands behind a name is within one thing: objects of a bucket, indexes of a table. */
function isOne(rest: string): boolean {
  return !/[*?]/.test(rest.replace(/\/\*$|-(?:\*|\?{6})$/, ''));
}
