import type { ControlPolicyKind } from '../model/resource';

/** Types of an organization's policies that are IAM policies; the others, for tags and backups, have languages of their own. */
const kinds: ReadonlyMap<string, ControlPolicyKind> = new Map([
  ['SERVICE_CONTROL_POLICY', 'service'],
  ['RESOURCE_CONTROL_POLICY', 'resource'],
]);

export function controlPolicyKind(type: string): ControlPolicyKind | undefined {
  return kinds.get(type);
}
