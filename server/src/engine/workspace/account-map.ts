/** What the account map says of findings, and its identity: the same object as long as nothing on it is different. */
import type { AccountMap, MappedFinding, MappedMix } from '../analysis/account-map/account-map';
import { drawing, type Said } from '../analysis/account-map/draw';
import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { DocumentFacts } from '../model/document-facts';
import { equalData } from '../model/equal';
import type { ResourceId } from '../model/ids';
import type { Resource } from '../model/resource';
import { alike } from '../rules/environments/mixed-environments/alike';
import { messageOf } from '../rules/environments/mixed-environments/words';
import { type Mix, mixesOf } from '../rules/environments/mixes';
import type { Finding } from '../rules/rule';
import { type SourcePointer, type Uri, within } from '../text/text';

/** What is asked of a snapshot. */
export interface MapGround {
  readonly index: WorkspaceIndex;
  /** The documents of which anything is said, in order. */
  spokenOf(): readonly Uri[];
  said(uri: Uri): readonly Finding[];
  facts(uri: Uri): DocumentFacts | undefined;
  /** Where a person wrote what stands at a place. */
  written(at: SourcePointer): SourcePointer;
}

/** Remembers the last map of a workspace. */
export class DrawnMap {
  private last: AccountMap | undefined;

  *drawing(ground: MapGround): Generator<void, AccountMap, void> {
    const fresh = yield* drawing(ground.index, yield* saidOn(ground));
    if (!this.last || !equalData(this.last, fresh)) this.last = fresh;
    return this.last;
  }
}

function* saidOn(ground: MapGround): Generator<void, Said, void> {
  const findings = new Map<ResourceId, readonly MappedFinding[]>();
  const mixes: MappedMix[] = [];
  for (const uri of ground.spokenOf()) {
    const facts = ground.facts(uri);
    const open = facts ? ground.said(uri).filter(({ suppressed }) => suppressed === undefined) : [];
    for (const finding of open) {
      for (const { id } of concernedBy(finding, facts!, ground.index))
        findings.set(id, [...(findings.get(id) ?? []), mapped(finding, ground)]);
      if (finding.rule === 'mixed-environments') mixes.push(...mixesTold(finding, facts!, ground.index));
    }
    yield;
  }
  return { findings, mixes };
}

function concernedBy({ at }: Finding, { resources }: DocumentFacts, index: WorkspaceIndex): readonly Resource[] {
  const holder = resources.find(resource => within(at, resource.at));
  return holder ? shownFor(holder, index) : [];
}

/** A policy is not on the map: whoever has it stands for it. One that nobody has stands there itself. */
export function shownFor(resource: Resource, index: WorkspaceIndex): readonly Resource[] {
  const holders = resource.kind === 'policy' ? index.attachedTo(resource) : [];
  return holders.length > 0 ? holders : [resource];
}

function mapped({ rule, severity, confidence, message, fingerprint, at }: Finding, ground: MapGround): MappedFinding {
  return { rule, severity, confidence, message, fingerprint, at: ground.written(at) };
}

/** The mixes that a finding tells of, by its words: a finding has no account. It may stand in another document than answers for them. */
function mixesTold(
  { message, fingerprint }: Finding,
  document: DocumentFacts,
  index: WorkspaceIndex,
): readonly MappedMix[] {
  const told = mixesSaying(message, [document], index) ?? mixesSaying(message, index.documents(), index) ?? [];
  return told.map(({ household, side, other }) => ({
    account: household.account ?? null,
    environments: [side.environment.name, other.environment.name],
    finding: fingerprint,
    message,
  }));
}

function mixesSaying(
  message: string,
  documents: readonly DocumentFacts[],
  index: WorkspaceIndex,
): readonly Mix[] | undefined {
  for (const document of documents) {
    const all = alike(mixesOf(document, index).flatMap(({ mixes }) => mixes));
    const found = all.find(({ mix, others }) => messageOf(mix, others) === message);
    if (found) return [found.mix, ...found.others];
  }
  return undefined;
}
