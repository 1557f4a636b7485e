/**
 * Findings that the author allowed, and why: by a comment beside them, or in the metadata of a resource or template.
 */
import type { Allowance, Problem } from '../model/model';
import { commentTarget } from '../syntax/comments';
import type { Comment, SyntaxTree } from '../syntax/tree';
import type { SourcePointer } from '../text/text';
import { child, items, type Place } from './place';

export interface Allowances {
  readonly allowed: readonly Allowance[];
  readonly problems: readonly Problem[];
}

/** `bulkhead allow <rule>: <reason> (until 2027-03-01)` */
const comment = /^bulkhead[\s:]+allow\s+([a-z0-9/-]*)\s*:?\s*(.*?)\s*(?:\(\s*until\s+([^)]*?)\s*\))?$/is;

/** Of a longer comment nothing is read. */
const MAX_LENGTH = 2_000;

/** What the comments of a text allow, each on its own line or the next. */
export function commentAllowances(tree: SyntaxTree): Allowances {
  return gathered(tree.comments.flatMap(written => commentAllowance(tree, written) ?? []));
}

function commentAllowance(tree: SyntaxTree, written: Comment): Allowances | undefined {
  const found = written.text.length > MAX_LENGTH ? null : comment.exec(written.text);
  const path = found && commentTarget(tree, written);
  if (!found || !path) return undefined;
  const at: SourcePointer = { uri: tree.document.uri, path, part: 'entry' };
  const [, rule = '', reason = '', until] = found;
  return allowance({ rule, reason, until }, { ...at, part: 'value' }, at);
}

/** What `bulkhead: { allow: [{ rule, reason, until? }] }` in the metadata of a place allows within it. */
export function metadataAllowances(metadata: Place, covers: SourcePointer): Allowances {
  const bulkhead = child(metadata, 'bulkhead');
  const list = bulkhead && child(bulkhead, 'allow');
  if (!list) return { allowed: [], problems: [] };
  return gathered(
    items(list).map(item => {
      const [rule, reason, until] = ['rule', 'reason', 'until'].map(name => wordIn(item, name));
      return allowance({ rule: rule ?? '', reason: reason ?? '', until }, covers, item.at);
    }),
  );
}

function wordIn(place: Place, key: string): string | undefined {
  const found = child(place, key)?.node;
  return found?.kind === 'scalar' && found.value !== null ? found.raw : undefined;
}

interface Written {
  readonly rule: string;
  readonly reason: string;
  readonly until: string | undefined;
}

/** An allowance, or what keeps it from being one. */
function allowance({ rule, reason, until }: Written, covers: SourcePointer, at: SourcePointer): Allowances {
  const wrong =
    rule === ''
      ? 'say which rule is allowed'
      : reason.trim() === ''
        ? `say why \`${rule}\` is allowed: an allowance needs a reason`
        : until !== undefined && !isDate(until)
          ? `\`${until}\` is no date such as 2027-03-01`
          : undefined;
  if (wrong) return { allowed: [], problems: [{ message: wrong, severity: 'warning', at }] };
  const allowed: Allowance = { rule, reason: reason.trim(), ...(until ? { until } : {}), covers, at };
  return { allowed: [allowed], problems: [] };
}

/** A day of the calendar, `2027-03-01`. */
function isDate(word: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word)?.map(Number) ?? [];
  if (!year || !month || !day || month > 12) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function gathered(found: readonly Allowances[]): Allowances {
  return { allowed: found.flatMap(f => f.allowed), problems: found.flatMap(f => f.problems) };
}
