import type { WorkspaceIndex } from '../analysis/workspace-index';
import type { DocumentFacts } from '../model/model';
import type { Finding, Fix } from '../rules/rule';
import type { StructuralEdit } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import { below } from '../text/text';

const REASON = 'say here why this is right';

/**
 * The fix that every finding has: allow it, with a reason to fill in. A comment where the language has comments, metadata of the
 * resource else; for generated documents an entry of `bulkhead.yaml`.
 */
export function allowFix(
  finding: Finding,
  document: DocumentFacts,
  language: SyntaxTree['language'],
  index: WorkspaceIndex,
): readonly Fix[] {
  const edit = document.generated ? inSettings(finding, document, index) : inDocument(finding, document, language);
  if (!edit) return [];
  return [{ id: 'allow', title: `Allow \`${finding.rule}\` here, with a reason`, kind: 'review', edits: [edit] }];
}

/** Where a resource of these formats has a list of allowances, below the resource itself. */
const allowancesBelow: Readonly<Record<string, readonly string[]>> = {
  cloudformation: ['Metadata', 'bulkhead', 'allow'],
  sam: ['Metadata', 'bulkhead', 'allow'],
  'terraform-config': ['//', 'bulkhead', 'allow'],
};

function inDocument(
  finding: Finding,
  document: DocumentFacts,
  language: SyntaxTree['language'],
): StructuralEdit | undefined {
  if (language !== 'json')
    return { kind: 'comment', at: finding.at, text: `bulkhead allow ${finding.rule}: ${REASON}` };
  const resource = document.resources.find(({ label }) => label === finding.resource);
  const path = allowancesBelow[document.format];
  return (
    resource &&
    path && { kind: 'append', to: below(resource.at, ...path), value: { rule: finding.rule, reason: REASON } }
  );
}

function inSettings(finding: Finding, document: DocumentFacts, index: WorkspaceIndex): StructuralEdit {
  const uri = index.settingsUri(document.uri);
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const file = document.uri.startsWith(folder) ? decodeURIComponent(document.uri.slice(folder.length)) : '**';
  return {
    kind: 'append',
    to: { uri, path: ['allow'], part: 'value' },
    value: {
      rule: finding.rule,
      files: [file],
      ...(finding.resource === undefined ? {} : { resources: [finding.resource] }),
      reason: REASON,
    },
  };
}
