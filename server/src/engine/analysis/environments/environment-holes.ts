/** Environments that deployment decides: what is named by the same parameter is of the same one. */
import { parseArn } from '../../model/arn';
import type { Resource } from '../../model/resource';
import { covers, type Hole, type Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Grant } from '../permissions/permissions';
import { literalOf } from './environments';

/**
 * Whether the grant reaches production's resources, `resource` is one, only by patterns with the parameter that decides the
 * environment in the principal's own name or tags: `${Env}-*` in the hands of `${Env}-ci` stays in one environment.
 */
export function staysInOwnEnvironment(
  { statement, written = statement }: Pick<Grant, 'statement' | 'written'>,
  resource: string,
  principal: Resource,
  index: WorkspaceIndex,
): boolean {
  const { mode, list } = statement.resources;
  const patterns = written.resources.list;
  if (mode === 'except' || list.length !== patterns.length) return false;
  return patterns.every(
    (pattern, i) => sharesEnvironmentHole(principal, pattern, index) || !saysProduction(list[i]!, resource, index),
  );
}

/** By an environment that it says, or because it lets `resource` through in this account or another. */
function saysProduction(pattern: Text, resource: string, { vocabulary }: WorkspaceIndex): boolean {
  if (vocabulary.environmentIn(literalOf(pattern))?.tier === 'production') return true;
  const arn = parseArn(pattern);
  return arn
    ? covers(arn.resource, resource.split(':').slice(5).join(':')) !== 'no'
    : covers(pattern, resource) !== 'no';
}

/** Whether a pattern has a parameter in common with what says the principal's environment, and says none of its own. */
function sharesEnvironmentHole(principal: Resource, pattern: Text, index: WorkspaceIndex): boolean {
  const open = new Set(parametersIn(pattern));
  if (open.size === 0 || !areOfOneTemplate(principal.at.uri, pattern.at.uri)) return false;
  const claims = [
    ...principal.claims,
    ...index.deploymentsOf(principal).flatMap(({ deployment }) => deployment.claims),
  ];
  const isShared = claims.some(
    ({ text }) => areOfOneTemplate(principal.at.uri, text.at.uri) && parametersIn(text).some(hole => open.has(hole)),
  );
  return isShared && index.vocabulary.environmentIn(literalOf(pattern)) === undefined;
}

function parametersIn({ parts }: Text): readonly string[] {
  const holes = parts.filter((part): part is Hole => typeof part !== 'string' && part.kind === 'parameter');
  return holes.map(({ hole }) => hole);
}

/** In one file, or in one Terraform module: a parameter has one value there. */
function areOfOneTemplate(one: Uri, other: Uri): boolean {
  return one === other || (one.endsWith('.tf.json') && folderOf(one) === folderOf(other));
}
