/** Whether it is worth a look at who reaches what: most workspaces do not speak of production, or of anybody who could reach it. */
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { trustsServicesAlone } from '../../../analysis/permissions/trusted-services';
import type { Settings } from '../../../model/settings';
import type { PolicyStatement, Principal } from '../../../model/statement';
import type { Uri } from '../../../text/text';

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

/** Somebody that is no service, or what lets somebody in who is none. */
function hasStarts(index: WorkspaceIndex): boolean {
  const people = (['user', 'group', 'permission-set'] as const).some(kind => index.ofKind(kind).length > 0);
  if (people || index.ofKind('role').some(role => !trustsServicesAlone(role))) return true;
  return index.documents().some(({ uri }) => letsStrangersIn(uri, index));
}

/** Anyone, or whoever writes what comes to run here. */
function letsStrangersIn(uri: Uri, index: WorkspaceIndex): boolean {
  return index.lasting(`whether anything in ${uri} lets strangers in`, asked => {
    const resources = asked.document(uri)?.resources ?? [];
    return resources.some(({ trust, delivery }) => delivery !== undefined || trust.some(isForAnyone));
  });
}

function isForAnyone({ effect, principals }: PolicyStatement): boolean {
  const isOf = ({ kind }: Principal) => kind === 'anyone';
  return effect === 'Allow' && principals !== undefined && (principals.mode === 'except' || principals.list.some(isOf));
}
