/** Whether it is worth a look at who reaches what: most workspaces do not speak of production, or of anybody who could reach it. */
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { trustsServicesAlone } from '../../../analysis/permissions/trusted-services';
import type { Settings } from '../../../model/model';

export function mayReachProduction(index: WorkspaceIndex): boolean {
  return maySpeakOfProduction(index) && hasStarts(index);
}

/** With words of its own, a workspace may say it anywhere; an account that is declared says it of all that lands there. */
function maySpeakOfProduction(index: WorkspaceIndex): boolean {
  const declaring = index.settings().flatMap(({ settings }) => settings ?? []);
  return declaring.some(one => declaresProduction(one, index)) || index.namingProduction().length > 0;
}

function declaresProduction({ environments, accounts }: Settings, { vocabulary }: WorkspaceIndex): boolean {
  const named = [...environments.map(({ name }) => name), ...accounts.flatMap(({ environment }) => environment ?? [])];
  return named.some(name => vocabulary.environmentCalled(name).tier === 'production');
}

/** Somebody that is no service, or lets somebody in who is none. */
function hasStarts(index: WorkspaceIndex): boolean {
  const people = (['user', 'group', 'permission-set'] as const).some(kind => index.ofKind(kind).length > 0);
  return people || index.ofKind('role').some(role => !trustsServicesAlone(role));
}
