import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { Allowance, DocumentFacts } from '../model/document-facts';
import type { Answer } from '../model/text';
import { checkAllowance, type Report } from '../rules/check';
import { rules } from '../rules/index';
import type { Uri } from '../text/text';
import { allows, hasEnded, resourceAt } from './allowances';

/** The workspace in which allowances are to hold something back. */
export interface Allowing {
  readonly index: WorkspaceIndex;
  /** What all rules but those about allowances say, by document. */
  readonly reportsIn: ReadonlyMap<Uri, readonly Report[]>;
  readonly today: string | undefined;
  /** Whether nobody is told of a rule in a document. */
  isOff(rule: string, document: Uri): boolean;
  /** Whether all that may hold findings of such an allowance was read; asked for those alone that hold nothing. */
  isReadWhole(allowance: Allowance, by: Uri): boolean;
}

/** Rules whose findings are known: those of a change only to who knows the state before, and those of `cfn-lint/…` not here. */
const known = new Set(rules.filter(({ looksAt }) => looksAt !== 'broadening').map(({ id }) => id));
/** Rules that look at allowances: what these say is held back after all else is said. */
const last = new Set(rules.filter(({ looksAt }) => looksAt === 'allowance').map(({ id }) => id));

/** What rules say of the allowances of a document, when all else is said. */
export function reportsOfAllowances(document: DocumentFacts, allowing: Allowing): readonly Report[] {
  const asked = document.allowed.filter(allowance => isAsked(allowance, allowing));
  return asked.flatMap(allowance =>
    checkAllowance(rules, { allowance, isUsed: isUsed(allowance, document, allowing) }),
  );
}

function isUsed(allowance: Allowance, document: DocumentFacts, allowing: Allowing): Answer {
  if (holdsBack(allowance, document, allowing)) return 'yes';
  if (last.has(allowance.rule) && holdsBackOfLast(allowance, document, allowing)) return 'yes';
  return allowing.isReadWhole(allowance, document.uri) ? 'no' : 'maybe';
}

function isAsked({ rule, until, at }: Allowance, { today, isOff }: Allowing): boolean {
  return known.has(rule) && !isOff(rule, at.uri) && !hasEnded({ until }, today);
}

/** One line of a program that makes templates may put the same allowance into each of them. */
function holdsBack(allowance: Allowance, document: DocumentFacts, allowing: Allowing): boolean {
  if (!document.generated) return holdsBackOf(allowance, document, allowing.reportsIn, allowing.index);
  const documents = allowing.index.documents().filter(({ generated, allowed }) => generated && allowed.length > 0);
  return documents.some(one =>
    one.allowed
      .filter(({ rule, reason }) => rule === allowance.rule && reason === allowance.reason)
      .some(other => holdsBackOf(other, one, allowing.reportsIn, allowing.index)),
  );
}

/** Whether it holds back what is said of other allowances. */
function holdsBackOfLast(allowance: Allowance, document: DocumentFacts, allowing: Allowing): boolean {
  const documents = allowance.covers ? [document] : allowing.index.documents();
  const said = documents.map(one => {
    const others = { ...one, allowed: one.allowed.filter(({ rule }) => !last.has(rule)) };
    return [one.uri, reportsOfAllowances(others, allowing)] as const;
  });
  return holdsBackOf(allowance, document, new Map(said), allowing.index);
}

function holdsBackOf(
  allowance: Allowance,
  { uri }: DocumentFacts,
  reportsIn: Allowing['reportsIn'],
  index: WorkspaceIndex,
): boolean {
  const reports = allowance.covers ? [reportsIn.get(uri) ?? []] : [...reportsIn.values()];
  return reports.some(inDocument =>
    inDocument.some(({ rule, reported: { at } }) => {
      if (rule.id !== allowance.rule) return false;
      const resource = allowance.resources && resourceAt(index.document(at.uri), at)?.label;
      return allows(allowance, uri, { rule: rule.id, at, resource });
    }),
  );
}
