/** Regions in which things stand: what names another region does not mean them. */
import { isRegion } from '../../model/region';
import type { Resource } from '../../model/resource';
import type { Condition, PolicyStatement } from '../../model/statement';
import { type Hole, joined, literalOf, type Text } from '../../model/text';
import type { Uri } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';

/** Those of a thing that stands in regions, in order; undefined where they are not all known. */
export function regionsOf(resource: Resource, index: WorkspaceIndex): readonly string[] | undefined {
  if (!isRegional(resource)) return undefined;
  const own = regionIn(resource.region);
  if (resource.region) return own === undefined ? undefined : [own];
  return regionsOfStack(resource, index);
}

/** Whether any landing of the document does. */
export function saysRegion(document: Uri, index: WorkspaceIndex): boolean {
  return index.landingsOf(document).some(({ deployment }) => deployment.region !== undefined);
}

/** What stands in more regions may be in any: each is asked about by itself. */
const MOST_REGIONS = 5;

/** Those in which its template lands. */
export function regionsOfStack(resource: Resource, index: WorkspaceIndex): readonly string[] | undefined {
  const found = new Set<string>();
  for (const { deployment } of index.deploymentsOf(resource)) {
    const region = regionIn(deployment.region);
    if (region === undefined) return undefined;
    found.add(region);
  }
  return found.size === 0 || found.size > MOST_REGIONS ? undefined : [...found].sort();
}

/** Those that `${AWS::Region}` of a holder's policies may be: in Terraform, where data sources have no alias, the default provider's. */
export function regionsMeantBy(holder: Resource, index: WorkspaceIndex): readonly string[] | undefined {
  const { scope = DEFAULT } = holder;
  return scope === DEFAULT && saysRegion(holder.at.uri, index) ? regionsOfStack(holder, index) : undefined;
}

const DEFAULT = 'aws';

/** With the region itself for that of its own stack, where that is one which is known: the same for the same statement. */
export function inOwnRegion(statement: PolicyStatement, holder: Resource, index: WorkspaceIndex): PolicyStatement {
  if (!namesOwnRegion(statement)) return statement;
  const [region, ...others] = regionsMeantBy(holder, index) ?? [];
  if (region === undefined || others.length > 0) return statement;
  const byRegion = placed.get(statement) ?? new Map<string, PolicyStatement>();
  placed.set(statement, byRegion);
  const found = byRegion.get(region) ?? placedIn(region, statement);
  byRegion.set(region, found);
  return found;
}

const placed = new WeakMap<PolicyStatement, Map<string, PolicyStatement>>();

function placedIn(region: string, { resources, conditions, ...statement }: PolicyStatement): PolicyStatement {
  const list = (texts: readonly Text[]) =>
    texts.map(text => ({ ...text, parts: joined(text.parts.map(part => (isOwnRegion(part) ? region : part))) }));
  return {
    ...statement,
    resources: { ...resources, list: list(resources.list) },
    conditions: conditions.map(condition => ({ ...condition, values: list(condition.values) })),
  };
}

/** Whether some resource or condition of it says the region of its own stack. */
function namesOwnRegion(statement: PolicyStatement): boolean {
  const { resources, conditions } = statement;
  const found = naming.get(statement) ?? (resources.list.some(saysOwnRegion) || conditions.some(asksForOwnRegion));
  naming.set(statement, found);
  return found;
}

const naming = new WeakMap<PolicyStatement, boolean>();

/** Whether a condition compares with the region of its own stack. */
export function asksForOwnRegion({ values }: Condition): boolean {
  return values.some(saysOwnRegion);
}

function saysOwnRegion({ parts }: Text): boolean {
  return parts.some(isOwnRegion);
}

function isOwnRegion(part: string | Hole): boolean {
  return typeof part === 'object' && part.kind === 'ambient' && REGION.test(part.hole);
}

/** What is mistyped is none that anybody knows. */
function regionIn(text: Text | undefined): string | undefined {
  const written = text && literalOf(text);
  return written !== undefined && isRegion(written) ? written : undefined;
}

/** Identities are the same in all regions; a bucket's ARN names none, and a global table stands in several. */
function isRegional({ kind, type, isReplicated }: Resource): boolean {
  const isNode = kind === 'data' || kind === 'secret' || kind === 'compute' || kind === 'pipeline';
  return isNode && !isReplicated && !/^AWS::S3::Bucket$|^aws_s3_bucket$|global_?(?:table|cluster)$/i.test(type);
}

/** Whether it is an ARN of the region of its own stack: `arn:aws:sqs:${AWS::Region}:…`. */
export function meansOwnRegion({ parts }: Text): boolean {
  const at = parts.findIndex(isOwnRegion);
  if (at < 0) return false;
  const before = parts.slice(0, at).map(part => (typeof part === 'string' ? part : ''));
  return /^arn:[^:]*:[^:]*:$/.test(before.join(''));
}

const REGION = /region(\.(name|id|region))?$/i;
