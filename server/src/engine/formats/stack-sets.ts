import { literalOf, type Text } from '../model/text';

/**
 * Whether the accounts that a stack set names are ones in which it lands: `DIFFERENCE` leaves them out, `NONE` asks for the
 * organizational units alone (CloudFormation API, "DeploymentTargets"). Where only deployment decides, they may be left out.
 */
export function areTargets(filter: Text | undefined): boolean {
  const chosen = filter && literalOf(filter);
  return filter === undefined || chosen === 'INTERSECTION' || chosen === 'UNION';
}
