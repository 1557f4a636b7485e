import type { Settings } from '../../model/settings';
import { part } from '../../text/text';
import type { Place } from '../place';
import { isRule, ruleIds, severities } from './names';
import { type Reader, removing } from './reader';
import { invariantShape } from './settings-shape';

export function readSeverities(place: Place | undefined, read: Reader): Settings['rules'] {
  const chosen = read.entries(place, '`rules`').flatMap(({ key, place: value }) => {
    if (!isRule(key)) {
      read.unknown(part(value.at, 'key'), 'rule', key, ruleIds, [removing(value.at, `\`${key}\``)]);
      return [];
    }
    const said = read.text(value, `the severity of \`${key}\``);
    const severity = severities.find(known => known === said);
    if (said !== undefined && !severity) read.unknown(value.at, 'severity', said, severities);
    return severity ? [[key, severity] as const] : [];
  });
  return Object.fromEntries(chosen);
}

/** Says what is wrong with the invariants; nobody holds anything against them yet. */
export function readInvariants(place: Place | undefined, read: Reader): void {
  for (const entry of read.list(place, '`invariants`')) {
    const fields = read.fields(entry, invariantShape);
    if (!fields) continue;
    if (!fields.name) read.report(entry.at, 'an invariant needs a `name`');
    read.text(fields.name, '`name`');
    read.texts(fields.resources, '`resources`');
    read.texts(fields.actions, '`actions`');
    read.texts(fields.onlyBy, '`onlyBy`');
  }
}
