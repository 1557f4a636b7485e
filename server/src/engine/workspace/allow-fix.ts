import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { DocumentFacts } from '../model/document-facts';
import type { Finding, Fix } from '../rules/rule';
import { addToSettings } from '../rules/settings-edits';
import type { StructuralEdit } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import { below } from '../text/text';
import { pathBeside } from '../text/uri';

const REASON = 'say here why this is right';

/**
 * The fix that every finding has: allow it, with a reason to fill in. A comment where the language has comments, metadata of the
 * resource else; an entry of `bulkhead.yaml` for generated documents, and where neither is possible.
 */
export function allowFix(
  finding: Finding,
  document: DocumentFacts,
  language: SyntaxTree['language'],
  index: WorkspaceIndex,
): readonly Fix[] {
  const own = document.generated ? [] : inDocument(finding, document, language);
  const edits = own.length > 0 ? own : inSettings(finding, document, index);
  return [{ id: 'allow', title: `Allow \`${finding.rule}\` here, with a reason`, kind: 'review', edits }];
}

/** The comment above a finding that holds it back. */
export function allowComment({ rule, at }: Finding): StructuralEdit {
  return { kind: 'comment', at, text: `bulkhead allow ${rule}: ${REASON}` };
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
): readonly StructuralEdit[] {
  if (language !== 'json') return [allowComment(finding)];
  const resource = document.resources.find(({ label }) => label === finding.resource);
  const path = allowancesBelow[document.format];
  if (!resource || !path) return [];
  return [{ kind: 'append', to: below(resource.at, ...path), value: { rule: finding.rule, reason: REASON } }];
}

function inSettings(finding: Finding, { uri }: DocumentFacts, index: WorkspaceIndex): readonly StructuralEdit[] {
  const entry = {
    rule: finding.rule,
    files: [pathBeside(index.settingsUri(uri), uri) ?? '**'],
    ...(finding.resource === undefined ? {} : { resources: [finding.resource] }),
    reason: REASON,
  };
  return addToSettings('allow', entry, uri, index);
}
