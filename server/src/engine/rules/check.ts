import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import { isJudged, principalKinds } from '../analysis/permissions/judged';
import { permissionsByDeployment } from '../analysis/permissions/permissions';
import type { DocumentFacts } from '../model/document-facts';
import type { Severity } from '../model/problem';
import type { Resource } from '../model/resource';
import { show } from '../model/text';
import type { Reported, Rule, RuleOf, Subjects } from './rule';

/** What a rule said of one subject. */
export interface Report {
  readonly rule: Rule;
  readonly reported: Reported;
  /** The resource that was looked at; absent for documents and the workspace. */
  readonly subject?: Resource;
}

/** Whether any rule can have something to say of the resource; false for most, so that nothing is kept for them. */
export function concernsRules(rules: readonly Rule[], { kind, grants }: Resource): boolean {
  if (rules.some(({ looksAt }) => looksAt === 'statement' || looksAt === 'resource')) return true;
  return principalKinds.has(kind) || (kind === 'policy' && grants.length > 0);
}

/** Everything that rules of the kinds `statement`, `resource` and `principal` say of one resource. */
export function checkResource(
  rules: readonly Rule[],
  resource: Resource,
  document: DocumentFacts,
  index: WorkspaceIndex,
): readonly Report[] {
  const reports: Report[] = [];
  const take = (rule: Rule, found: Iterable<Reported>) => {
    for (const reported of found) reports.push({ rule, reported, subject: resource });
  };
  for (const rule of rules) {
    if (rule.looksAt === 'statement') {
      for (const statement of resource.trust) take(rule, rule.check({ statement, resource, use: 'trust' }));
      for (const statement of resource.grants) take(rule, rule.check({ statement, resource, use: 'grant' }));
    } else if (rule.looksAt === 'resource') take(rule, rule.check({ resource, document }));
  }
  if (isJudged(resource, index)) {
    const deployments = permissionsByDeployment(resource, index);
    for (const rule of rules) {
      if (rule.looksAt !== 'principal') continue;
      const found = worstInPlace(
        deployments.map(permissions => [...rule.check({ principal: resource, permissions, index })]),
        rule,
      );
      take(rule, mayBeBoundary(resource) ? found.map(onlyPossible) : found);
    }
  }
  return reports;
}

/** Of what is said of each deployment, the worst in each place: a policy that is wrong in one of them is wrong. */
function worstInPlace(said: readonly (readonly Reported[])[], { severity }: Rule): readonly Reported[] {
  if (said.length === 1) return said[0]!;
  const rank = (one: Reported) =>
    severities.indexOf(one.severity ?? severity) + (one.confidence === 'possible' ? severities.length : 0);
  const worst = new Map<string, readonly Reported[]>();
  for (const found of said) {
    for (const [place, reported] of byPlace(found)) {
      const known = worst.get(place);
      if (!known || Math.min(...reported.map(rank)) < Math.min(...known.map(rank))) worst.set(place, reported);
    }
  }
  return [...worst.values()].flat();
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function byPlace(found: readonly Reported[]): ReadonlyMap<string, readonly Reported[]> {
  const places = new Map<string, Reported[]>();
  for (const reported of found) {
    const place = JSON.stringify(reported.at);
    places.set(place, [...(places.get(place) ?? []), reported]);
  }
  return places;
}

/** Called a boundary, and nothing in sight has it: it is there for others, and grants nothing by itself. */
function mayBeBoundary({ kind, label, name }: Resource): boolean {
  return kind === 'policy' && /boundary/i.test(name ? show(name) : label);
}

function onlyPossible(reported: Reported): Reported {
  return { ...reported, confidence: 'possible' };
}

/** Everything that rules of the kind `document` say. */
export function checkDocument(
  rules: readonly Rule[],
  document: DocumentFacts,
  index: WorkspaceIndex,
): readonly Report[] {
  return ofKind(rules, 'document').flatMap(rule =>
    [...rule.check({ document, index })].map(reported => ({ rule, reported })),
  );
}

/** Everything that rules of the kind `workspace` say. */
export function checkWorkspace(rules: readonly Rule[], index: WorkspaceIndex): readonly Report[] {
  return ofKind(rules, 'workspace').flatMap(rule => [...rule.check({ index })].map(reported => ({ rule, reported })));
}

/** Everything that rules of the kind `allowance` say of one. */
export function checkAllowance(rules: readonly Rule[], subject: Subjects['allowance']): readonly Report[] {
  return ofKind(rules, 'allowance').flatMap(rule => [...rule.check(subject)].map(reported => ({ rule, reported })));
}

/** Everything that rules of the kind `broadening` say of what one document newly allows. */
export function checkBroadening(rules: readonly Rule[], subject: Subjects['broadening']): readonly Report[] {
  return ofKind(rules, 'broadening').flatMap(rule => [...rule.check(subject)].map(reported => ({ rule, reported })));
}

function ofKind<S extends keyof Subjects>(rules: readonly Rule[], kind: S): readonly RuleOf<S>[] {
  return rules.filter(rule => rule.looksAt === kind) as unknown as readonly RuleOf<S>[];
}
