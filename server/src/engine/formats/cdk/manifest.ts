import type { DocumentFacts } from '../../model/document-facts';
import type { AccountId } from '../../model/ids';
import type { Problem } from '../../model/problem';
import { get, rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { Format, Neighbours } from '../format';
import { child, children } from '../place';
import { saying } from '../saying';
import { originInManifest } from './origin';
import { accountIn, deploymentsOf } from './stacks';

/** `manifest.json` of a cloud assembly, the app's or a stage's. A CDK for Terraform manifest has `stacks` and is none. */
export const cdk: Format = { name: 'cdk', detect, lower, origin: originInManifest };

/** A broken one is known by where it stands, or by its words. */
function detect(tree: SyntaxTree): boolean {
  return isManifest(tree) || isInOwnPlace(tree) || isBroken(tree);
}

/** `cdk.out` is the folder that the CDK writes to unless it is told another one. */
const ownPlace = /\/cdk\.out(?:\/assembly-[^/]+)*\/manifest\.json$/;

function isInOwnPlace({ document: { uri }, root }: SyntaxTree): boolean {
  return ownPlace.test(uri) && get(root, 'stacks') === undefined;
}

function isBroken({ document: { uri, text }, problems }: SyntaxTree): boolean {
  return problems.length > 0 && uri.endsWith('/manifest.json') && /"aws:cloudformation:stack|"cdk:/.test(text);
}

function isManifest({ root }: SyntaxTree): boolean {
  const artifacts = get(root, 'artifacts');
  if (get(root, 'version')?.kind !== 'scalar' || artifacts?.kind !== 'map') return false;
  return artifacts.entries.some(({ value }) => get(value, 'type')?.kind === 'scalar');
}

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const artifacts = tree.root && child({ node: tree.root, at: rootPointer(tree) }, 'artifacts');
  const stacks = artifacts ? children(artifacts) : [];
  const accounts = new Map<AccountId, DocumentFacts['accounts'][number]>();
  for (const { place } of stacks) {
    const account = accountIn(place);
    if (account && !accounts.has(account.id)) accounts.set(account.id, account);
  }
  return saying(tree, 'cdk', {
    generated: true,
    deployments: stacks.flatMap(({ key, place }) => deploymentsOf(key, place, neighbours)),
    accounts: [...accounts.values()],
    problems: missingIn(tree),
  });
}

/** What a text that is read well enough is without. The CDK leaves out `artifacts` where there are none. */
function missingIn(tree: SyntaxTree): readonly Problem[] {
  const { root, problems } = tree;
  if (problems.length > 0) return [];
  const at = rootPointer(tree);
  const artifacts = get(root, 'artifacts');
  if (get(root, 'version')?.kind !== 'scalar') return [{ message: withoutVersion, severity: 'error', at }];
  if (!artifacts || artifacts.kind === 'map') return [];
  const message = '`artifacts` must be a map of stacks and what belongs to them';
  return [{ message, severity: 'error', at: { ...at, path: ['artifacts'], part: 'value' } }];
}

const withoutVersion =
  'this manifest has no `version`, so that nobody can tell where the stacks land; `cdk synth` writes it again';
