/** `bulkhead.yaml`: what a project says about its accounts and environments itself. */
import type { DocumentFacts } from '../../model/model';
import { get, rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { Format } from '../format';
import type { Place } from '../place';
import { readAllowances } from './allowances';
import { readDeployments, readSeparate } from './deployments';
import { environmentNames, readAccounts, readEnvironments } from './environments';
import { type Reader, reader } from './reader';
import { readPrincipals, readSeverities } from './rules';

const keys = [
  'version',
  'environments',
  'accounts',
  'deployments',
  'separate',
  'principals',
  'invariants',
  'rules',
  'allow',
  'imports',
] as const;

export const settings: Format = { name: 'settings', detect, lower };

/** Others' files have keys like these too: the name is asked besides the shape. */
function detect({ root, document }: SyntaxTree): boolean {
  return /\/\.?bulkhead\.(?:ya?ml|json)$/.test(document.uri) && keys.some(key => get(root, key) !== undefined);
}

function lower(tree: SyntaxTree): DocumentFacts {
  const read = reader();
  const content = tree.root ? readSettings({ node: tree.root, at: rootPointer(tree) }, read) : undefined;
  return {
    uri: tree.document.uri,
    format: 'settings',
    generated: false,
    resources: [],
    deployments: [],
    claims: [],
    accounts: (content?.settings.accounts ?? []).map(({ id, at }) => ({ id, at })),
    exports: [],
    allowed: content?.allowed ?? [],
    ...(content ? { settings: content.settings } : {}),
    problems: read.problems,
  };
}

function readSettings(place: Place, read: Reader): Required<Pick<DocumentFacts, 'settings' | 'allowed'>> | undefined {
  const fields = read.fields(place, 'the settings', keys);
  if (!fields) return undefined;
  const version = read.text(fields.version, '`version`');
  if (version !== '1') read.report((fields.version ?? place).at, 'this file needs `version: 1`');
  const environments = readEnvironments(fields.environments, read);
  const names = environmentNames(environments);
  const accounts = readAccounts(fields.accounts, names, read);
  const separate = readSeparate(fields.separate, names, read);
  read.list(fields.invariants, '`invariants`');
  read.texts(fields.imports, 'an import');
  return {
    settings: {
      environments,
      accounts,
      deployments: readDeployments(fields.deployments, accounts, names, read),
      ...(separate ? { separate } : {}),
      principals: readPrincipals(fields.principals, read),
      rules: readSeverities(fields.rules, read),
    },
    allowed: readAllowances(fields.allow, read),
  };
}
