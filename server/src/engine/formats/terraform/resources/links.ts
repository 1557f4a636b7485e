import type { ResourceId } from '../../../model/ids';
import type { Attachment, Resource, Start } from '../../../model/resource';
import type { Hole, Text } from '../../../model/text';

/** The resources of a document by what others call them. */
interface Names {
  readonly byName: ReadonlyMap<string, Resource>;
  byArn(arn: string): Resource | undefined;
  /** The provider whose resources a name means. */
  readonly scope: string | undefined;
}

/**
 * Resources that name each other by what they are really called, as in plans and states, refer to each other: another document may
 * have a resource of the same name. `arns` tells the resources' ARNs where they are known.
 */
export function linked(resources: readonly Resource[], arns: ReadonlyMap<string, ResourceId>): readonly Resource[] {
  const byId = new Map(resources.map(resource => [resource.id, resource]));
  const all = {
    byName: new Map(resources.flatMap(resource => nameKeys(resource).map(key => [key, resource]))),
    byArn: (arn: string) => byId.get(arns.get(arn)!),
  };
  const principals = ['role', 'user', 'group', 'permission-set'] as const;
  return resources.map(resource => {
    const names: Names = { ...all, scope: resource.scope };
    return {
      ...resource,
      attachedTo: link(resource.attachedTo, resource.kind === 'policy' ? principals : [], names),
      memberOf: link(resource.memberOf, resource.kind === 'user' ? ['group'] : ['role'], names),
      runsAs: link(resource.runsAs, ['role', 'instance-profile'], names),
      ...(resource.signedBy ? { signedBy: link(resource.signedBy, ['other'], names) } : {}),
      ...(resource.starts ? { starts: resource.starts.map(start => linkStart(start, names)) } : {}),
      attached: resource.attached.map(attachment => linkPolicy(attachment, names)),
      boundary: resource.boundary.map(attachment => linkPolicy(attachment, names)),
    };
  });
}

function nameKeys({ kind, name, scope }: Resource): readonly string[] {
  const literal = name && literalOf(name);
  return literal === undefined ? [] : [`${scope} ${kind} ${literal.slice(literal.lastIndexOf('/') + 1)}`];
}

function linkStart(start: Start, names: Names): Start {
  return { ...start, what: link([start.what], ['compute'], names)[0]! };
}

function linkPolicy(attachment: Attachment, names: Names): Attachment {
  return { ...attachment, policy: link([attachment.policy], ['policy'], names)[0]! };
}

function link(texts: readonly Text[], kinds: readonly Resource['kind'][], names: Names): readonly Text[] {
  return texts.map(text => {
    const literal = literalOf(text);
    const found = literal === undefined ? undefined : foundAs(literal, kinds, names);
    return found ? { ...text, parts: [referenceTo(found, literal!)] } : text;
  });
}

function foundAs(
  literal: string,
  kinds: readonly Resource['kind'][],
  { byName, byArn, scope }: Names,
): Resource | undefined {
  if (literal.startsWith('arn:')) return byArn(literal);
  return kinds.map(kind => byName.get(`${scope} ${kind} ${literal}`)).find(found => found !== undefined);
}

function referenceTo({ id, label }: Resource, literal: string): Hole {
  const attribute = literal.startsWith('arn:') ? 'arn' : 'name';
  return { hole: `${label}.${attribute}`, kind: 'reference', resource: id, attribute, oneOf: [literal] };
}

function literalOf({ parts }: Text): string | undefined {
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
}
