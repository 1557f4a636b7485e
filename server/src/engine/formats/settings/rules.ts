import type { Settings, Severity } from '../../model/model';
import { part } from '../../text/text';
import type { Place } from '../place';
import { ruleIds } from './names';
import type { Reader } from './reader';

const severities: readonly (Severity | 'off')[] = ['off', 'hint', 'information', 'warning', 'error'];

export function isRule(id: string): boolean {
  return ruleIds.includes(id) || /^cfn-lint\/\w+$/.test(id);
}

export function readSeverities(place: Place | undefined, read: Reader): Settings['rules'] {
  const chosen = read.entries(place, '`rules`').flatMap(({ key, place: value }) => {
    if (!isRule(key)) {
      read.unknown(part(value.at, 'key'), 'rule', key, ruleIds);
      return [];
    }
    const said = read.text(value, `the severity of \`${key}\``);
    const severity = said === undefined ? undefined : severityOf(said);
    if (said !== undefined && !severity) read.unknown(value.at, 'severity', said, severities);
    return severity ? [[key, severity] as const] : [];
  });
  return Object.fromEntries(chosen);
}

export function readPrincipals(place: Place | undefined, read: Reader): Settings['principals'] {
  const groups = read.entries(place, '`principals`').flatMap(({ key, place: value }) => {
    const patterns = read.texts(value, `a principal of \`${key}\``);
    return patterns ? [[key, patterns] as const] : [];
  });
  return Object.fromEntries(groups);
}

/** A severity as users write it, or undefined. */
function severityOf(word: string): Severity | 'off' | undefined {
  return severities.find(known => known === word);
}
