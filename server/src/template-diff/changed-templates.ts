/** What a change does to the templates of a workspace besides their policies. */
import type { SourcePointer, Uri } from '../engine/text/text';
import type { AccessChanges, Snapshot } from '../engine/workspace/workspace';
import { plainTemplate } from './plain-template';
import type { CompareTemplates, PlainTemplate, TemplateChange } from './template-changes';

export interface PlacedTemplateChange extends TemplateChange {
  /** For what is closed or deleted, in the text before. */
  readonly at: SourcePointer;
}

export interface ChangedTemplates {
  readonly changes: readonly PlacedTemplateChange[];
  /** Those of which the CDK team's diff calls the permissions broadened. */
  readonly broadened: readonly Uri[];
}

const templates = new Set(['cloudformation', 'sam', 'cdk']);
const nothing: PlainTemplate = { Resources: {} };

/** In order of uri. A pair that cannot be compared is passed over: what is wrong with a template is said elsewhere. */
export function changedTemplates(
  now: Snapshot,
  { before }: Pick<AccessChanges, 'before'>,
  compare: CompareTemplates,
): ChangedTemplates {
  const uris = [...new Set([...now.documents(), ...before.documents()])].sort();
  const changes: PlacedTemplateChange[] = [];
  const broadened: Uri[] = [];
  for (const uri of uris) {
    const [old, fresh] = [templateOf(uri, before), templateOf(uri, now)];
    if (before.source(uri)?.text === now.source(uri)?.text || !(old ?? fresh)) continue;
    const compared = attempt(() => compare(old ?? nothing, fresh ?? nothing));
    if (!compared) continue;
    if (compared.permissionsBroadened) broadened.push(uri);
    changes.push(...compared.changes.map(change => ({ ...change, at: placeOf(change, uri) })));
  }
  return { changes, broadened };
}

function templateOf(uri: Uri, snapshot: Snapshot): PlainTemplate | undefined {
  const facts = snapshot.facts(uri);
  const tree = facts && templates.has(facts.format) && facts.resources.length > 0 ? snapshot.tree(uri) : undefined;
  return tree && plainTemplate(tree);
}

function placeOf({ logicalId, path }: TemplateChange, uri: Uri): SourcePointer {
  return { uri, path: ['Resources', logicalId, ...path], part: 'key' };
}

/** The diff throws for templates that it cannot read. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
