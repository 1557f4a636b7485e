import type { Resource, ResourceKind } from '../../model/resource';
import type { Text } from '../../model/text';
import { nameClaims, tagClaims } from '../claims';
import { concatenated } from '../lists';
import { together } from '../lowerings';
import { grantedNames } from '../mentions';
import { child, type Place } from '../place';
import { codeTypes } from './code-origins';
import { credentialTypes } from './credentials';
import { type Declaration, propertyText } from './declaration';
import { deliveryTypes } from './delivery';
import { encryptionTypes } from './encryption';
import type { SectionEntry } from './for-each';
import { identities } from './iam';
import { wordAt } from './intrinsics';
import { organizationTypes } from './organization';
import { publicAccessTypes } from './public-access';
import { bound, hasArnAttribute, reference, refIsArn } from './references';
import { replicaTypes } from './replicas';
import { resourcePolicies } from './resource-policies';
import { factsOf, nameProperties, serviceOf } from './resource-types';
import { implicitRole, type ServerlessRole } from './serverless';
import { sessionTypes } from './sessions';
import { startTypes } from './starts';
import { tagsOf } from './tags';
import { resourceId } from './template';
import { usesOf } from './uses';
import { wayInTypes } from './ways-in';

const serverless = 'AWS::Serverless::';

/** A resource as it is written; undefined for what is none, with a problem. */
export function declarationOf(
  { key, place, scope }: SectionEntry,
  globals: Place | undefined,
): Declaration | undefined {
  const { problem, condition } = scope.template;
  if (key.startsWith('Fn::')) return undefined;
  if (place.node.kind !== 'map') {
    problem(`the resource \`${key}\` is to be a map`, place.at, 'error');
    return undefined;
  }
  const written = child(place, 'Type');
  const type = wordAt(written);
  if (type === undefined) {
    if (!isReplaced(written)) problem(`the resource \`${key}\` has no \`Type\` that is a string`, place.at, 'error');
    return undefined;
  }
  const own = child(place, 'Properties');
  if (own && own.node.kind !== 'map') problem(`the properties of \`${key}\` are to be a map`, own.at, 'error');
  const shared = globals && type.startsWith(serverless) ? child(globals, type.slice(serverless.length)) : undefined;
  const properties = [shared, own].flatMap(found => (found?.node.kind === 'map' ? [found] : []));
  const name = wordAt(child(place, 'Condition'));
  const when = name === undefined ? undefined : condition(bound(name, scope));
  return { id: key, type, place, properties, scope: { ...scope, when }, when };
}

/** A preprocessor's function stands where the type will be: `Type: !Rain::Module ./network.yaml`. */
function isReplaced(type: Place | undefined): boolean {
  return type !== undefined && (type.node.tag !== undefined || type.node.kind === 'map');
}

/** What a template says of a resource: itself, and the role that SAM makes for it. */
export function lowerResource(declaration: Declaration): readonly Resource[] {
  const { type } = declaration;
  const { kind } = factsOf(type);
  const special = specials.get(type)?.(declaration) ?? {};
  const made = implicitRole(declaration);
  const uses = usesOf(declaration);
  const runsAs = made ? [...uses.roles, roleReference(made, declaration)] : uses.roles;
  const service = runsAs.length > 0 ? serviceOf(type) : undefined;
  const named = physicalName(declaration);
  const name = special.name ?? named?.text;
  const tags = tagsOf(declaration);
  const resource = assembled(declaration, kind, {
    ...special,
    ...(name ? { name } : {}),
    runsAs,
    ...(service ? { service } : {}),
    tags,
    claims: concatenated([
      tagClaims(tags),
      nameClaims(named?.text, named?.property),
      nameClaims(pathOf(declaration), 'Path'),
    ]),
    mentions: concatenated([grantedNames(special.grants ?? []), uses.mentions]),
    ...uses.more,
  });
  return made ? [resource, roleOf(made, declaration)] : [resource];
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

function roleOf({ id, says }: ServerlessRole, owner: Declaration): Resource {
  const role: Declaration = { ...owner, id, type: 'AWS::IAM::Role' };
  return assembled(role, 'role', { ...says, mentions: grantedNames(says.grants ?? []) });
}

function roleReference({ id }: ServerlessRole, { place, scope }: Declaration): Text {
  return { parts: [reference(id, scope)], at: place.at };
}

/** IAM's path, which is part of the ARN. */
function pathOf(declaration: Declaration): Text | undefined {
  return declaration.type.startsWith('AWS::IAM::') ? propertyText(declaration, 'Path') : undefined;
}

function physicalName(declaration: Declaration): { readonly text: Text; readonly property: string } | undefined {
  for (const property of nameProperties(declaration.type)) {
    const text = propertyText(declaration, property);
    if (text) return { text, property };
  }
  return undefined;
}

/** Every part of a resource, absent ones empty. */
function assembled(declaration: Declaration, kind: ResourceKind, says: Partial<Resource>): Resource {
  const { id, type, place, scope, when } = declaration;
  return {
    id: resourceId(scope.template.uri, id),
    label: id,
    type,
    kind,
    ...spellingOf(id, type),
    ...(when === undefined ? {} : { when }),
    ...nothingSaid,
    ...says,
    at: place.at,
  };
}

/** What fixes write into policies: identities, and what acts with one. */
const SPELLED = /^AWS::(?:IAM::.*|(?:Lambda|Serverless)::Function|CodeBuild::Project|CloudFormation::Stack)$/;

/** How others in the template say its ARN and name. */
function spellingOf(id: string, type: string): Pick<Resource, 'spelling'> {
  if (!SPELLED.test(type)) return {};
  const ref = { Ref: id };
  if (refIsArn(type)) return { spelling: { arn: ref } };
  return { spelling: hasArnAttribute(type) ? { arn: { 'Fn::GetAtt': [id, 'Arn'] }, name: ref } : { name: ref } };
}

const none: readonly never[] = [];

/** The same empty lists for all, since most resources leave most of these out. */
const nothingSaid = {
  trust: none,
  grants: none,
  attached: none,
  boundary: none,
  attachedTo: none,
  memberOf: none,
  runsAs: none,
  tags: {},
  claims: none,
  mentions: none,
} satisfies Partial<Resource>;
