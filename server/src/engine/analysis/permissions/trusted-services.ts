import type { Resource } from '../../model/resource';
import type { PolicyStatement, Principal } from '../../model/statement';
import { covers } from '../../model/text';
import { languageOf } from '../../policy/reading';

/** A service that may become a role, by its principal: `lambda.amazonaws.com`. */
export interface TrustedService {
  readonly name: string;
  /** False where a part of the name is open. */
  readonly certain: boolean;
}

const known = new WeakMap<Resource, readonly TrustedService[]>();

/** In order of the trust policy, without those that it denies whatever the circumstances; remembered, for it is often asked. */
export function trustedServices(role: Resource): readonly TrustedService[] {
  const services = known.get(role) ?? readTrust(role);
  known.set(role, services);
  return services;
}

function readTrust({ trust }: Resource): readonly TrustedService[] {
  const assuming = trust.filter(({ actions }) => covers(actions, 'sts:AssumeRole', true) !== 'no');
  const denied = assuming.filter(isPlainDeny).flatMap(({ principals }) => principals?.list ?? []);
  if (denied.some(({ kind }) => kind === 'anyone')) return [];
  const refused = new Set(denied.flatMap(servicesIn).flatMap(({ name, certain }) => (certain ? [name] : [])));
  const allowed = assuming.filter(({ effect, principals }) => effect === 'Allow' && principals?.mode === 'only');
  const named = allowed.flatMap(({ principals }) => principals!.list.flatMap(servicesIn));
  const distinct = new Map<string, TrustedService>();
  for (const service of named) {
    if (!refused.has(service.name) && !distinct.get(service.name)?.certain) distinct.set(service.name, service);
  }
  return [...distinct.values()];
}

/** Seen at a glance: no identity can assume it, for its trust policy names services and nobody else. */
export function trustsServicesAlone({ trust }: Resource): boolean {
  const allowing = trust.filter(({ effect }) => effect === 'Allow');
  return (
    trust.length > 0 &&
    allowing.every(({ principals }) => principals?.mode === 'only' && principals.list.every(isService))
  );
}

function isService({ kind }: Principal): boolean {
  return kind === 'service';
}

function isPlainDeny({ effect, principals, conditions, when }: PolicyStatement): boolean {
  return effect === 'Deny' && principals?.mode === 'only' && conditions.length === 0 && when === undefined;
}

/** A name of which nothing is known, or only a part, is left out: there is no service to name. */
function servicesIn(principal: Principal): readonly TrustedService[] {
  if (principal.kind !== 'service') return [];
  const { certain, possible } = languageOf(principal.name, 'literal', {});
  const surely = new Set(certain.kind === 'strings' ? certain.list : []);
  const list = possible.kind === 'strings' ? possible.list : [...surely];
  return list.map(name => ({ name, certain: surely.has(name) }));
}
