/** Where the secrets of access keys stand. */
import type { Resource } from '../model/resource';
import type { Hole, Text } from '../model/text';

/** As `Resource` has them. */
export type Credentials = Pick<Resource, 'credentials'>;

export function credentials(found: readonly Text[]): Credentials {
  return found.length > 0 ? { credentials: found } : {};
}

/** The access keys whose secrets a text holds. */
export function keysIn({ parts, at }: Text): readonly Text[] {
  return parts.flatMap(part => (isSecret(part) ? [{ parts: [part], at }] : []));
}

/** CloudFormation's words, and Terraform's. */
function isSecret(part: string | Hole): boolean {
  if (typeof part === 'string' || part.resource === undefined) return false;
  return (
    part.attribute === 'SecretAccessKey' || (part.attribute === 'secret' && /aws_iam_access_key\./.test(part.hole))
  );
}
