import type { Allowance } from '../../model/document-facts';
import { isDay } from '../day';
import type { Place } from '../place';
import { readFiles } from './files';
import { isRule, ruleIds } from './names';
import { type Reader, removing } from './reader';
import { allowanceShape } from './settings-shape';

export function readAllowances(place: Place | undefined, read: Reader): readonly Allowance[] {
  const allowances = new Map<string, Allowance>();
  for (const entry of read.list(place, '`allow`')) {
    const allowance = readAllowance(entry, read);
    if (!allowance) continue;
    const reach = reachOf(allowance);
    if (allowances.has(reach))
      read.report(entry.at, `the same findings of \`${allowance.rule}\` are allowed twice`, {
        severity: 'warning',
        remedies: [removing(entry.at, 'the second')],
      });
    else allowances.set(reach, allowance);
  }
  return [...allowances.values()];
}

function reachOf({ rule, files, resources, until }: Allowance): string {
  return JSON.stringify([rule, files, resources, until]);
}

function readAllowance(entry: Place, read: Reader): Allowance | undefined {
  const fields = read.fields(entry, allowanceShape);
  if (!fields) return undefined;
  const rule = read.text(fields.rule, '`rule`');
  const reason = read.text(fields.reason, '`reason`')?.trim();
  const until = read.text(fields.until, '`until`');
  const files = readFiles(fields.files, read);
  const resources = read.texts(fields.resources, '`resources`');
  if (rule === undefined || !reason) {
    read.report(entry.at, 'an allowance needs a `rule` and a `reason`');
    return undefined;
  }
  if (!isRule(rule)) {
    read.unknown(fields.rule!.at, 'rule', rule, ruleIds, [removing(entry.at, 'this allowance')]);
    return undefined;
  }
  if (until !== undefined && !isDay(until)) {
    read.report(fields.until!.at, '`until` must be a date, `2027-03-01`');
    return undefined;
  }
  // A list that could not be read limits the allowance in a way that nobody knows.
  if ((fields.files && !files) || (fields.resources && !resources) || (fields.until && until === undefined))
    return undefined;
  return {
    rule,
    reason,
    ...(until === undefined ? {} : { until }),
    ...(files ? { files } : {}),
    ...(resources ? { resources } : {}),
    at: entry.at,
  };
}
