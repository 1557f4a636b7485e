/** All that is said about the environment of one resource: by itself, by its document, by where it lands. */
import type { Claim, Environment } from '../../model/environment';
import type { Resource } from '../../model/resource';
import { textAt } from '../deployments/at-landing';
import * as key from '../index/index-keys';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { MAX_EVIDENCE, weigh } from './environments';

/** What evidence is read from: the index, and the contributions below it. */
type Source = WorkspaceIndex & { contributed(at: string): readonly key.Contribution[] };

/** In one landing, or, of a template that lands several times, where all landings of known environment are of the same one. */
export function environmentOf(source: Source, resource: Resource, landing?: Landing): Environment | undefined {
  const landings = landing ? [landing] : source.deploymentsOf(resource);
  if (landings.length === 0) return weigh(ownClaims(source, resource), source.vocabulary);
  const [first, ...others] = landings.flatMap(one => weigh(claimsIn(source, resource, one), source.vocabulary) ?? []);
  return first && others.every(({ name }) => name === first.name) ? others.reduce(together, first) : undefined;
}

/** Everything that is said of a resource in one of its landings; without a landing, of where it has none. */
export function claimsIn(source: Source, resource: Resource, landing: Landing | undefined): readonly Claim[] {
  const own = ownClaims(source, resource);
  if (!landing) return own;
  const { deployment, account } = landing;
  const declared = account === undefined ? undefined : source.declared(account);
  const owner: readonly Claim[] = declared?.environment
    ? [{ source: 'declared', text: { parts: [declared.environment], at: declared.at } }]
    : [];
  return [...own.map(claim => claimAt(claim, landing)), ...deployment.claims, ...owner];
}

/** As `textAt`; the same object where nothing is decided, so that what is known of it stays known. */
function claimAt(claim: Claim, { deployment }: Landing): Claim {
  const text = textAt(claim.text, deployment);
  return text === claim.text ? claim : { ...claim, text };
}

function ownClaims(source: Source, resource: Resource): readonly Claim[] {
  const [ofDocument] = source.contributed(key.claimsKey(resource.at.uri));
  return ofDocument?.is === 'claims' ? [...resource.claims, ...ofDocument.claims] : resource.claims;
}

/** One environment, with what either rests on; each thing once. */
function together(one: Environment, other: Environment): Environment {
  const evidence = new Map([...one.evidence, ...other.evidence].map(said => [JSON.stringify(said), said]));
  return { ...one, evidence: [...evidence.values()].slice(0, MAX_EVIDENCE) };
}
