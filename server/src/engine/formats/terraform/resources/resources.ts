import type { Claim } from '../../../model/environment';
import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import { nameClaims, tagClaims } from '../../claims';
import { together } from '../../lowerings';
import { grantedNames } from '../../mentions';
import { attribute, blocks, literalOf, textOf } from '../values/readings';
import type { Value } from '../values/value';
import { codeTypes } from './code-origins';
import { credentialTypes } from './credentials';
import type { Declaration } from './declaration';
import { deliveryTypes } from './delivery';
import { encryptionTypes } from './encryption';
import { identities, physicalName } from './iam';
import { organizationTypes } from './organization';
import { publicAccessTypes } from './public-access';
import { ownRegion, replicaTypes } from './regions';
import { resourcePolicies } from './resource-policies';
import { factsOf, serviceOf } from './resource-types';
import { sessionTypes } from './sessions';
import { startTypes } from './starts';
import { usesOf } from './uses';
import { wayInTypes } from './ways-in';

/** What is said of a resource, whichever kind of document says it. */
export function lowerResource(declaration: Declaration): Resource {
  const { type } = declaration;
  const facts = factsOf(type);
  const special = specials.get(type)?.(declaration) ?? {};
  const name = special.name ?? (facts.name === undefined ? undefined : physicalName(declaration, facts.name));
  const tags = tagsOf(declaration);
  const uses = usesOf(declaration);
  const service = uses.roles.length > 0 ? serviceOf(type) : undefined;
  return {
    ...withoutSpecials(declaration),
    kind: facts.kind,
    ...special,
    ...(name ? { name } : {}),
    runsAs: uses.roles,
    ...(service ? { service } : {}),
    tags,
    claims: claimsOf(name, tags, defaultTagsOf(declaration, tags)),
    mentions: [...grantedNames(special.grants ?? []), ...uses.mentions],
    ...ownRegion(declaration, facts.kind),
    ...uses.more,
  };
}

const specials = together(
  ...[identities, resourcePolicies, organizationTypes, sessionTypes],
  ...[
    deliveryTypes,
    credentialTypes,
    encryptionTypes,
    publicAccessTypes,
    startTypes,
    codeTypes,
    replicaTypes,
    wayInTypes,
  ],
);

function withoutSpecials({ id, address, type, provider, when, at }: Declaration): Resource {
  return {
    id,
    label: address,
    type,
    kind: 'other',
    ...(when === undefined ? {} : { when }),
    trust: [],
    grants: [],
    attached: [],
    boundary: [],
    attachedTo: [],
    memberOf: [],
    runsAs: [],
    tags: {},
    claims: [],
    mentions: [],
    scope: provider,
    at,
  };
}

type Tags = Readonly<Record<string, Text>>;

function claimsOf(name: Text | undefined, tags: Tags, defaults: Tags): readonly Claim[] {
  const own = [...tagClaims(tags), ...nameClaims(name)];
  const workspace = own.filter(claim => claim.text.parts.some(isWorkspace));
  return [
    ...own,
    ...tagClaims(defaults, 'default-tag'),
    ...workspace.map(({ text }) => ({ source: 'workspace', text }) as const),
  ];
}

function isWorkspace(part: Text['parts'][number]): boolean {
  return typeof part === 'object' && part.hole === 'terraform.workspace';
}

function tagsOf(declaration: Declaration): Tags {
  const tags = tagMap(declaration.attribute('tags'));
  for (const block of blocks(declaration.attribute('tag'))) {
    const key = literalOf(attribute(block, 'key'));
    const value = attribute(block, 'value');
    if (key !== undefined && value) tags.set(key, textOf(value));
  }
  return Object.fromEntries(tags);
}

/** In plans and states, the tags that are not its own but its provider's. */
function defaultTagsOf(declaration: Declaration, own: Tags): Tags {
  const all = tagMap(declaration.attribute('tags_all'));
  return Object.fromEntries([...all].filter(([key]) => !(key in own)));
}

function tagMap(value: Value | undefined): Map<string, Text> {
  return new Map(value?.kind === 'map' ? [...value.entries].map(([key, held]) => [key, textOf(held)]) : []);
}
