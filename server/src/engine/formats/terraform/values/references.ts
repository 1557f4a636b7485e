import type { ResourceId } from '../../../model/ids';
import type { Hole } from '../../../model/text';
import type { SourcePointer, Uri } from '../../../text/text';
import { attributeMeant } from '../resources/resource-types';
import { holeValue, type Scalar } from './value';

export type Steps = readonly (string | number)[];

export function resourceId(uri: Uri, address: string): ResourceId {
  return `${uri}#${address}` as ResourceId;
}

/** The hole that an attribute of a resource is: only its deployment decides the value. */
export function referenceTo(resource: Referenced, steps: Steps, at: SourcePointer): Scalar {
  const [first] = steps;
  const known = first !== undefined && resource.name !== undefined && meant(resource, first) === 'name';
  const hole: Hole = {
    hole: spelled(resource.words, steps),
    kind: 'reference',
    resource: resource.id,
    ...(typeof first === 'string' ? { attribute: meant(resource, first) } : {}),
    ...(known && steps.length === 1 ? { oneOf: [resource.name!] } : {}),
  };
  return holeValue(hole, at);
}

export interface Referenced {
  readonly id: ResourceId;
  readonly type: string;
  /** How the template calls it: `aws_iam_role.app["a"]`. */
  readonly words: string;
  /** Its physical name, when that is known. */
  readonly name?: string;
}

function meant(resource: Referenced, step: string | number): string {
  return attributeMeant(resource.type, String(step));
}

/** `aws_iam_role.app[0].arn`. */
export function spelled(root: string, steps: Steps): string {
  return steps.reduce<string>(
    (words, step) => (typeof step === 'number' ? `${words}[${step}]` : `${words}.${step}`),
    root,
  );
}
