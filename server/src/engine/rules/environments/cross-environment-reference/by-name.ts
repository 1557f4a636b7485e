import { spelled } from '../../../analysis/environments/environments';
import type { Household, KnownReference } from '../../../analysis/environments/household';
import { declaredAs, type KnownEnvironment } from '../../../analysis/environments/known-environment';
import { accountMentioned } from '../../../analysis/environments/mentions';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Severity } from '../../../model/problem';
import { mixesOf, pairNamed, pairOf } from '../mixes';
import { isBelow, separated, separationOf } from '../separation';
import { renamingOf } from './fixes';
import { type Naming, reason } from './naming';

/**
 * Things whose names say that they are another environment's, by household and pair of environments; not those of a pair that is
 * mixed there, which is told as that.
 */
export function* namingsByName(document: DocumentFacts, index: WorkspaceIndex): Iterable<readonly Naming[]> {
  for (const { household, mixes } of mixesOf(document, index)) {
    const known = new Set(mixes.map(pairOf));
    const byPair = new Map<string, Naming[]>();
    for (const reference of household.references) {
      const { from, environment, resource } = reference;
      const separation = separationOf(index, resource.at.uri);
      if (known.has(pairNamed(from.name, environment.name)) || !separated(from, environment, separation)) continue;
      const severity = severityOf(reference, household, index);
      const pair = `${from.name} ${environment.name}`;
      if (severity) byPair.set(pair, [...(byPair.get(pair) ?? []), naming(reference, severity, index)]);
    }
    yield* byPair.values();
  }
}

function naming(reference: KnownReference, severity: Severity, index: WorkspaceIndex): Naming {
  const { resource, from, environment, text, because } = reference;
  const called = `\`${spelled(text)}\``;
  // Whoever names the account of another environment as well means to go there.
  const renaming = accountMentioned(text) === undefined ? renamingOf(reference, index) : undefined;
  const { label } = resource;
  const reasons = because ? [reason(`\`${label}\``, { name: from.name, because })] : [];
  const named = { label, from, environment, called, at: text.at, severity, because: reasons };
  const owner = ownerOf(reference, index);
  if (owner?.name === from.name) {
    const said = reason(`account \`${accountMentioned(text)}\``, owner);
    return { ...named, declared: owner, because: [...reasons, said] };
  }
  return renaming ? { ...named, renaming } : named;
}

/** What the account is declared to be in which a thing is that is called after another environment. */
function ownerOf({ text }: KnownReference, index: WorkspaceIndex): KnownEnvironment | undefined {
  const account = accountMentioned(text);
  return account === undefined ? undefined : declaredAs(account, index);
}

/**
 * Graver when the account in the ARN is declared to be of the environment that the name says. Nothing when it is known to be
 * another account than the resource's own: then there is a wall between them.
 */
function severityOf(reference: KnownReference, household: Household, index: WorkspaceIndex): Severity | undefined {
  const { text, from, environment } = reference;
  const [usual, grave] = isBelow(from, environment)
    ? (['warning', 'error'] as const)
    : (['information', 'warning'] as const);
  const target = accountMentioned(text);
  if (target === undefined || target === household.account) return usual;
  const declared = index.declared(target)?.environment;
  if (declared !== undefined) {
    return index.vocabulary.environmentCalled(declared).name === environment.name ? grave : undefined;
  }
  return household.account === undefined ? usual : undefined;
}
