/**
 * Findings that the author allowed, and why: by a comment beside them, or in the metadata of a resource or template.
 */
import type { Allowance } from '../model/document-facts';
import type { Problem, Remedy } from '../model/problem';
import { commentPointer } from '../syntax/comments';
import type { Comment, SyntaxTree } from '../syntax/tree';
import { part, type SourcePointer } from '../text/text';
import { isDay } from './day';
import { child, items, type Place } from './place';
import { isRule, ruleIds } from './settings/names';
import { nearest } from './settings/nearest';

export interface Allowances {
  readonly allowed: readonly Allowance[];
  readonly problems: readonly Problem[];
}

const nothing: Allowances = { allowed: [], problems: [] };

/** `bulkhead allow <rule>: <reason> (until 2027-03-01)` */
const wording =
  /^bulkhead[\s:]+allow\b(?:\s+([a-z0-9/-]*))?\s*(:?)\s*(.*?)\s*(?:\(\s*until\s+([^)]*?)\s*\)|\buntil\s+(\d{4}-\d\d-\d\d))?\.?$/is;

/** Of a longer comment nothing is read. */
const MAX_LENGTH = 2_000;

/** What the comments of a text allow, each on its own line or the next. */
export function commentAllowances(tree: SyntaxTree): Allowances {
  return gathered(tree.comments.map(written => commentAllowance(tree, written)));
}

function commentAllowance(tree: SyntaxTree, written: Comment): Allowances {
  const said = saidBy(written.text);
  const at = said && commentPointer(tree, written);
  if (!at) return nothing;
  const { comment: _, ...target } = at;
  return allowance(said, part(target, 'value'), { entry: at });
}

/** Undefined for what is no allowance: a sentence without a colon and without a rule of ours may begin like one. */
function saidBy(text: string): Said | undefined {
  const found = text.length > MAX_LENGTH ? null : wording.exec(text);
  if (!found) return undefined;
  const [, rule = '', colon, reason = '', until, bareUntil] = found;
  if (!colon && reason !== '' && !isRule(rule)) return undefined;
  return { rule, reason, until: until ?? bareUntil };
}

/**
 * What the metadata of a place allows within it: `bulkhead: { allow: [{ rule, reason, until? }] }`. A text in its stead, as the
 * `"//"` of Terraform may be one, is read like a comment.
 */
export function metadataAllowances(metadata: Place, covers: SourcePointer): Allowances {
  const { node, at } = metadata;
  if (node.kind === 'scalar') {
    const said = typeof node.value === 'string' ? saidBy(node.value.trim()) : undefined;
    return said ? allowance(said, covers, { entry: at }) : nothing;
  }
  const bulkhead = child(metadata, 'bulkhead');
  const list = bulkhead && child(bulkhead, 'allow');
  return list && !isNull(list) ? gathered(items(list).map(item => metadataAllowance(item, covers))) : nothing;
}

function metadataAllowance(item: Place, covers: SourcePointer): Allowances {
  const [rule, reason, until] = ['rule', 'reason', 'until'].map(name => child(item, name));
  const said = { rule: wordOf(rule) ?? '', reason: wordOf(reason) ?? '', until: until && (wordOf(until) ?? '') };
  return allowance(said, covers, {
    entry: item.at,
    ...(rule ? { rule: rule.at } : {}),
    ...(until ? { until: until.at } : {}),
  });
}

function wordOf(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' && place.node.value !== null ? place.node.raw : undefined;
}

function isNull({ node }: Place): boolean {
  return node.kind === 'scalar' && node.value === null;
}

interface Said {
  readonly rule: string;
  readonly reason: string;
  readonly until: string | undefined;
}

/** Where an allowance is written: all of it, and its parts where they stand alone. */
interface Written {
  readonly entry: SourcePointer;
  readonly rule?: SourcePointer;
  readonly until?: SourcePointer;
}

/** An allowance, or what keeps it from being one. */
function allowance(said: Said, covers: SourcePointer, written: Written): Allowances {
  const problem = problemWith(said, written);
  if (problem) return { allowed: [], problems: [{ severity: 'warning', ...problem }] };
  const { rule, reason, until } = said;
  const allowed = { rule, reason: reason.trim(), ...(until === undefined ? {} : { until }), covers, at: written.entry };
  return { allowed: [allowed], problems: [] };
}

function problemWith({ rule, reason, until }: Said, at: Written): Omit<Problem, 'severity'> | undefined {
  if (rule === '') return { message: 'say which rule is allowed', at: at.entry };
  if (!isRule(rule)) return unknownRule(rule, at);
  if (reason.trim() === '')
    return { message: `say why \`${rule}\` is allowed: an allowance needs a reason`, at: at.entry };
  if (until === undefined || isDay(until)) return undefined;
  return { message: `\`${until}\` is no date such as 2027-03-01`, at: at.until ?? at.entry };
}

function unknownRule(rule: string, at: Written): Omit<Problem, 'severity'> {
  const meant = nearest(rule, ruleIds);
  const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  const remedies: readonly Remedy[] = [
    ...(meant !== undefined && at.rule ? [{ do: 'write' as const, at: at.rule, word: meant }] : []),
    { do: 'remove', at: part(at.entry, 'entry'), what: 'this allowance' },
  ];
  return { message: `there is no rule \`${rule}\` to allow${hint}`, at: at.rule ?? at.entry, remedies };
}

function gathered(found: readonly Allowances[]): Allowances {
  const said = found.filter(one => one !== nothing);
  if (said.length === 0) return nothing;
  return { allowed: said.flatMap(one => one.allowed), problems: said.flatMap(one => one.problems) };
}
