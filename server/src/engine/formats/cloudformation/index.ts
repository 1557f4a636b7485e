import type { DocumentFacts } from '../../model/document-facts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree';
import { type Allowances, commentAllowances, metadataAllowances } from '../allow';
import type { Format } from '../format';
import { child, type Place } from '../place';
import { saying } from '../saying';
import { entryFacts } from './entry-facts';
import { joined } from './joins';
import { problemList } from './problems';
import { macrosOf, readTemplate } from './read-template';
import { splitTemplate } from './split/split';
import { exportsOf, outputsOf } from './stacks';
import { accountsOf, reportCycles, survey } from './survey';
import type { Assets, Template } from './template';

/** CloudFormation and SAM templates, in YAML and JSON. */
export const cloudformation: Format = {
  name: 'cloudformation',
  detect: tree => templatesIn(tree).length > 0 || claimsToBeOne(tree),
  lower: tree => lowerTemplate(tree),
  split: splitTemplate,
};

/** What a template says. Also for templates that a tool has written, and uploads with others. */
export function lowerTemplate(tree: SyntaxTree, assets: Assets = new Map()): DocumentFacts {
  const [root, ...others] = templatesIn(tree);
  if (!root) return unreadable(tree);
  const problems = problemList();
  for (const { at } of others) problems.add('a file holds one template; this one is not read', at, 'error');
  const reading = readTemplate(tree, root, problems, assets);
  checkSections(root, reading.template);
  const entries = entryFacts(reading);
  const resources = joined(entries.flatMap(entry => entry.resources));
  const surveys = [...entries.map(entry => entry.survey), ...reading.outputs.map(survey)];
  reportCycles(
    reading.resources,
    new Map(reading.resources.map(({ key }, i) => [key, surveys[i]!.needs])),
    reading.template,
  );
  const allowed = [commentAllowances(tree), allowancesIn(root), ...entries.map(entry => entry.allowances)];
  if (reading.template.work.left <= 0) problems.add('this template is too large to be read whole', root.at, 'error');
  return saying(tree, reading.isServerless ? 'sam' : 'cloudformation', {
    resources,
    deployments: entries.flatMap(entry => entry.deployments),
    accounts: accountsOf(
      resources,
      surveys.map(({ accounts }) => accounts),
    ),
    exports: exportsOf(reading.outputs),
    ...(reading.outputs.length > 0 ? { outputs: outputsOf(reading.outputs) } : {}),
    allowed: allowed.flatMap(found => found.allowed),
    problems: [...problems.list(), ...allowed.flatMap(found => found.problems)],
  });
}

function unreadable(tree: SyntaxTree): DocumentFacts {
  const at = { uri: tree.document.uri, path: [], part: 'value' as const };
  const message = 'no resource of this template can be read';
  return saying(tree, 'cloudformation', { problems: [{ message, severity: 'error', at }] });
}

/** The root of the template; of a text of several YAML documents, each that has the shape of one. */
function templatesIn({ document: { uri }, roots }: SyntaxTree): readonly Place[] {
  return roots.flatMap((node, i) =>
    isTemplate(node) ? [{ node, at: { uri, path: roots.length > 1 ? [i] : [], part: 'value' } }] : [],
  );
}

function isTemplate(node: SyntaxNode): boolean {
  if (node.kind !== 'map') return false;
  const root: Place = { node, at: { uri: '' as Place['at']['uri'], path: [], part: 'value' } };
  if (child(root, 'AWSTemplateFormatVersion')) return true;
  if (macrosOf(root).some(name => name.startsWith('AWS::'))) return true;
  const resources = child(root, 'Resources');
  return resources?.node.kind === 'map' && resources.node.entries.some(({ value }) => hasAwsType(value));
}

function hasAwsType(node: SyntaxNode): boolean {
  if (node.kind !== 'map') return false;
  const type = node.entries.find(entry => entry.key.raw === 'Type')?.value;
  return type?.kind === 'scalar' && /^\w+::[\w-]+(?:::[\w-]+)*$/.test(type.raw);
}

/** A broken text that says it is a template, or that has a resource of AWS where templates have theirs. */
function claimsToBeOne({ document, root, problems }: SyntaxTree): boolean {
  if (root?.kind === 'map' && problems.length === 0) return false;
  const head = document.text.slice(0, 10_000);
  if (/^(?:[^#\n]*[\s{}"'])?AWSTemplateFormatVersion["']?\s*:/m.test(head)) return true;
  return /^[\s{]*["']?Resources["']?\s*:/m.test(head) && /^\s*["']?Type["']?\s*:\s*["']?AWS::\w+::\w/m.test(head);
}

function checkSections(root: Place, { problem, mayMakeMore }: Template): void {
  const resources = child(root, 'Resources');
  if (!resources) {
    if (!mayMakeMore) problem('this template has no `Resources`', root.at, 'error');
  } else if (resources.node.kind !== 'map') problem('`Resources` is to be a map', resources.at, 'error');
  for (const name of ['Parameters', 'Mappings', 'Conditions', 'Outputs']) {
    const section = child(root, name);
    if (section && section.node.kind !== 'map' && !isEmpty(section)) problem(`\`${name}\` is to be a map`, section.at);
  }
}

function isEmpty({ node }: Place): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function allowancesIn(root: Place): Allowances {
  const metadata = child(root, 'Metadata');
  return metadata ? metadataAllowances(metadata, root.at) : { allowed: [], problems: [] };
}
