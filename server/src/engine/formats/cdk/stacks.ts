import type { Deployment } from '../../model/deployment';
import type { Claim } from '../../model/environment';
import type { AccountId } from '../../model/ids';
import type { Text } from '../../model/text';
import { rootPointer } from '../../syntax/tree';
import { part, type SourcePointer, type Uri } from '../../text/text';
import { folderOf, resolveUri } from '../../text/uri';
import { tagClaims } from '../claims';
import type { Neighbours } from '../format';
import { child, children, type Place } from '../place';
import { listedTemplates, notedTemplates } from './nested';
import { tagsOf } from './tags';
import { placeAt, textOf, textsOf, type Word, wordAt } from './words';

/** Where a stack artifact lands: `aws://111122223333/eu-west-1`; either part may be `unknown-…`. */
interface Target {
  readonly account: Word | undefined;
  readonly region: Word | undefined;
}

/** The landing that an artifact states of its template, which states those of the stacks in it itself; none of other artifacts. */
export function deploymentsOf(id: string, artifact: Place, neighbours: Neighbours): readonly Deployment[] {
  if (wordAt(artifact, 'type')?.word !== 'aws:cloudformation:stack') return [];
  const template = wordAt(artifact, 'properties', 'templateFile');
  if (!template) return [];
  const name = wordAt(artifact, 'properties', 'stackName') ?? { word: id, at: part(artifact.at, 'key') };
  const { account, region } = targetOf(artifact);
  return [
    {
      id,
      document: resolveUri(artifact.at.uri, template.word),
      ...(account ? { account: textOf(account) } : {}),
      ...(region ? { region: textOf(region) } : {}),
      name: name.word,
      claims: claimsOf(artifact, name, neighbours),
      at: artifact.at,
      parameters: parametersOf(artifact),
      isWhole: true,
    },
  ];
}

/** The artifact of the stack that a template is of, or of which it is a nested stack. */
export function stackOf(document: Uri, artifacts: Place, neighbours: Neighbours): Place | undefined {
  const stacks = children(artifacts).flatMap(({ place }) => {
    const isStack = wordAt(place, 'type')?.word === 'aws:cloudformation:stack';
    const template = isStack ? wordAt(place, 'properties', 'templateFile')?.word : undefined;
    return template === undefined ? [] : [{ place, template }];
  });
  const own = stacks.find(({ place, template }) => resolveUri(place.at.uri, template) === document);
  const found = own ?? stacks.find(one => nestedTemplates(one.place, one.template, neighbours).includes(document));
  return found?.place;
}

/** The account that an artifact names, twelve digits. */
export function accountIn(artifact: Place): { readonly id: AccountId; readonly at: SourcePointer } | undefined {
  const { account } = targetOf(artifact);
  return account && { id: account.word as AccountId, at: account.at };
}

function targetOf(artifact: Place): Target {
  const environment = wordAt(artifact, 'environment');
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment?.word ?? '') ?? [];
  return {
    account: environment && /^\d{12}$/.test(account) ? { word: account, at: environment.at } : accountOfRoles(artifact),
    region:
      environment && region !== '' && region !== 'unknown-region' ? { word: region, at: environment.at } : undefined,
  };
}

/** The roles with which a stack is deployed are of its account: that of CloudFormation, and the one that the CDK assumes. */
const roles = ['cloudFormationExecutionRoleArn', 'assumeRoleArn'];

/** An app that is synthesised for any account may still name roles of one. */
function accountOfRoles(artifact: Place): Word | undefined {
  for (const name of roles) {
    const role = wordAt(artifact, 'properties', name);
    const [, account] = /^arn:(?:[\w-]+|\$\{AWS::Partition\}):iam::(\d{12}):role\//.exec(role?.word ?? '') ?? [];
    if (role && account !== undefined) return { word: account, at: role.at };
  }
  return undefined;
}

/** The stage that holds the stack, its name and its tags. */
function claimsOf(artifact: Place, name: Word, neighbours: Neighbours): readonly Claim[] {
  const stage = stageOf(artifact, neighbours);
  return [
    ...tagClaims(tagsOf(artifact, neighbours), 'stack-tag'),
    ...(stage ? [{ source: 'stage' as const, text: textOf(stage) }] : []),
    { source: 'stack-name', text: textOf(name) },
  ];
}

/**
 * `Prod` of the stack `Prod/Orders`; else the end of the stage's folder, `assembly-Prod`. A stack that stands in no construct but
 * the app belongs to no stage.
 */
function stageOf(artifact: Place, neighbours: Neighbours): Word | undefined {
  const path = wordAt(artifact, 'displayName');
  const scopes =
    path?.word
      .replace(/ \(.*\)$/, '')
      .split('/')
      .slice(0, -1) ?? [];
  const scope = scopes.at(-1);
  if (path && scope) return { word: scope, at: path.at };
  const folder = fileName(folderOf(artifact.at.uri).slice(0, -1) as Uri);
  if (!folder.startsWith('assembly-')) return undefined;
  return stageInParent(artifact.at.uri, folder, neighbours) ?? { word: folder.slice(9), at: part(artifact.at, 'key') };
}

/** What the manifest above calls the stage of this folder. */
function stageInParent(manifest: Uri, folder: string, neighbours: Neighbours): Word | undefined {
  const above = neighbours.tree(resolveUri(manifest, '../manifest.json'));
  const artifacts = above?.root && child({ node: above.root, at: rootPointer(above) }, 'artifacts');
  for (const { place } of artifacts ? children(artifacts) : []) {
    if (wordAt(place, 'properties', 'directoryName')?.word !== folder) continue;
    const path = wordAt(place, 'properties', 'displayName') ?? wordAt(place, 'displayName');
    if (path) return { word: path.word.split('/').at(-1)!, at: path.at };
  }
  return undefined;
}

function nestedTemplates(artifact: Place, template: string, neighbours: Neighbours): readonly Uri[] {
  const uri = resolveUri(artifact.at.uri, template);
  const listed = listedTemplates(uri, neighbours);
  const tree = listed ? undefined : neighbours.tree(uri);
  const files = listed?.values() ?? (tree ? notedTemplates(tree) : []);
  return [...files].map(file => resolveUri(uri, file));
}

function parametersOf(artifact: Place): Readonly<Record<string, Text>> {
  const parameters = placeAt(artifact, 'properties', 'parameters');
  return parameters ? textsOf(parameters) : {};
}

function fileName(uri: Uri): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
