import type { Allowance } from '../../model/model';
import type { Place } from '../place';
import { ruleIds } from './names';
import type { Reader } from './reader';
import { isRule } from './rules';

export function readAllowances(place: Place | undefined, read: Reader): readonly Allowance[] {
  return read.list(place, '`allow`').flatMap(entry => readAllowance(entry, read) ?? []);
}

function readAllowance(entry: Place, read: Reader): Allowance | undefined {
  const fields = read.fields(entry, 'an allowance', ['rule', 'files', 'resources', 'reason', 'until']);
  if (!fields) return undefined;
  const rule = read.text(fields.rule, '`rule`');
  const reason = read.text(fields.reason, '`reason`')?.trim();
  const until = read.text(fields.until, '`until`');
  const files = read.texts(fields.files, '`files`');
  const resources = read.texts(fields.resources, '`resources`');
  if (rule === undefined || !reason) {
    read.report(entry.at, 'an allowance needs a `rule` and a `reason`');
    return undefined;
  }
  if (!isRule(rule)) {
    read.unknown(fields.rule!.at, 'rule', rule, ruleIds);
    return undefined;
  }
  if (until !== undefined && !isDate(until)) {
    read.report(fields.until!.at, '`until` must be a date, `2027-03-01`');
    return undefined;
  }
  // A list that could not be read limits the allowance in a way that nobody knows.
  if ((fields.files && !files) || (fields.resources && !resources)) return undefined;
  return {
    rule,
    reason,
    ...(until === undefined ? {} : { until }),
    ...(files ? { files } : {}),
    ...(resources ? { resources } : {}),
    at: entry.at,
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
}
