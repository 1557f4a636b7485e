/** Nobody is told the same thing twice. */
import { becomes, type How, type NodeId } from '../../../analysis/access-graph/access-graph';
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { permissionsByDeployment } from '../../../analysis/permissions/permissions';
import { type SourcePointer, samePlace, type Uri, within } from '../../../text/text';
import crossEnvironmentReference from '../../environments/cross-environment-reference/index';
import crossEnvironmentTrust from '../../environments/cross-environment-trust/index';
import broadPassRole from '../../iam/broad-pass-role/index';
import privilegeEscalation from '../../iam/privilege-escalation/index';
import type { Reported } from '../../rule';
import { statementAt } from './place';
import { type Hop, isAdministrator, type Reach } from './reaches';

/** Whether a path is one hop, or goes on as an administrator from there, and a rule that knows more of that hop tells of it. */
export function isToldElsewhere({ hops: [first, ...others] }: Reach, index: WorkspaceIndex): boolean {
  return (others.length === 0 || leadsToAdministrator(first.to.id, index)) && isHopTold(first, index);
}

export function leadsToAdministrator(id: NodeId, index: WorkspaceIndex): boolean {
  const graph = accessGraphOf(index);
  return graph.nodes.get(id)?.kind === 'administrator' || isAdministrator(id, graph);
}

/** Whether a rule tells of it, as gravely as it is, in one of the statements that make it. */
export function isHopTold(hop: Hop, index: WorkspaceIndex): boolean {
  const { from, to, group } = hop;
  const { how, certain, because } = group;
  // Of what is only possible they tell as well, and to ask them of each would cost as much as they do.
  if (!certain && methods.has(how)) return true;
  const statements = because.map(at => statementAt(at, index)?.at ?? at);
  const isSure = from.environment?.isMeant && to.environment?.isMeant;
  const grave = isSure && !leadsToAdministrator(to.id, index) ? errors : [...errors, 'warning'];
  return saidOf(hop, index).some(
    ({ at, severity }) => grave.includes(severity) && statements.some(one => within(at, one) || samePlace(at, one)),
  );
}

const methods: ReadonlySet<How> = new Set<How>(['passes', 'changes-code', 'gets-shell', 'rewrites-policy']);

/** Without one of its own, a report has its rule's, and these are errors. */
const errors: readonly Reported['severity'][] = [undefined, 'error'];

type Said = Pick<Reported, 'at' | 'severity'>;

/** What a principal may do is asked of nobody for data, which rules of it do not speak of, nor for what is only possible. */
function saidOf({ from, to, group }: Hop, index: WorkspaceIndex): readonly Said[] {
  const places = new Set([...group.because, ...(to.at ? [to.at] : [])].map(({ uri }: SourcePointer) => uri));
  return [
    ...(group.certain && becomes(group) && from.resource ? saidOfPrincipal(from.resource.id, index) : []),
    ...[...places].flatMap(uri => saidIn(uri, index)),
  ];
}

function saidOfPrincipal(id: NonNullable<Hop['from']['resource']>['id'], index: WorkspaceIndex): readonly Said[] {
  return index.lasting(`what is said of the rights of ${id}`, asked => {
    const principal = asked.resource(id);
    const deployments = principal ? permissionsByDeployment(principal, asked) : [];
    return deployments.flatMap(permissions =>
      [broadPassRole, privilegeEscalation].flatMap(rule =>
        placesOf(rule.check({ principal: permissions.principal, permissions, index: asked })),
      ),
    );
  });
}

function saidIn(uri: Uri, index: WorkspaceIndex): readonly Said[] {
  return index.lasting(`what is said of environments in ${uri}`, asked => {
    const document = asked.document(uri);
    if (!document) return [];
    return [crossEnvironmentTrust, crossEnvironmentReference].flatMap(rule =>
      placesOf(rule.check({ document, index: asked })),
    );
  });
}

function placesOf(reported: Iterable<Reported>): readonly Said[] {
  return [...reported].map(({ at, severity }) => (severity === undefined ? { at } : { at, severity }));
}
