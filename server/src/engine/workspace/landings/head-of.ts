import type { DocumentFacts } from '../../model/document-facts';
import type { SourceRange } from '../../text/text';
import type { Snapshot } from '../snapshot';

/** What a document of each format begins with or is mostly about, at its top level. */
const heads: Readonly<Record<string, readonly string[]>> = {
  cloudformation: ['Resources', 'AWSTemplateFormatVersion', 'Transform'],
  sam: ['Resources', 'AWSTemplateFormatVersion', 'Transform'],
  cdk: ['Resources'],
  'terraform-config': ['resource', 'provider', 'terraform', 'module'],
  'terraform-plan': ['resource_changes', 'planned_values', 'format_version'],
  'terraform-state': ['resources', 'values', 'version'],
};

/** The keys that stand for a whole document, the one first at which it is told where it lands. */
export function headsOf({ uri, format }: DocumentFacts, snapshot: Snapshot): readonly SourceRange[] {
  const root = snapshot.tree(uri)?.root;
  const entries = root?.kind === 'map' ? root.entries : [];
  return (heads[format] ?? []).flatMap(name => {
    const entry = entries.find(({ key }) => key.raw === name);
    return entry ? [entry.key.range] : [];
  });
}
