import { formats } from '../../server/src/engine/formats';
import type { Neighbours } from '../../server/src/engine/formats/format';
import type { DocumentFacts } from '../../server/src/engine/model/document-facts';
import type { Resource } from '../../server/src/engine/model/resource';
import { parse } from '../../server/src/engine/syntax/parse';
import type { SyntaxTree } from '../../server/src/engine/syntax/tree';
import type { Uri } from '../../server/src/engine/text/text';
import { shown, shownPlace, shownStatement, shownWhen } from './facts';

/** Documents of a workspace by their path, each as text or as a value to write as JSON. */
export type Files = Readonly<Record<string, string | object>>;

export function uriOf(path: string): Uri {
  return `file:///repo/${path}` as Uri;
}

/** What one document says among the others; undefined when it is of no known format. */
export function factsIn(files: Files, path = Object.keys(files)[0]!): DocumentFacts | undefined {
  const trees = treesOf(files);
  const tree = trees.get(uriOf(path))!;
  return formats.find(format => format.detect(tree))?.lower(tree, neighboursOf(trees));
}

/** What one configuration says. */
export function configured(configuration: object): DocumentFacts {
  return factsIn({ 'main.tf.json': configuration })!;
}

export function treesOf(files: Files): ReadonlyMap<Uri, SyntaxTree> {
  const entries = Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    return [uriOf(path), parse({ uri: uriOf(path), text })] as const;
  });
  return new Map(entries);
}

export function neighboursOf(trees: ReadonlyMap<Uri, SyntaxTree>): Neighbours {
  const directly = (folder: Uri) => (uri: Uri) => uri.startsWith(folder) && !uri.slice(folder.length).includes('/');
  return { tree: uri => trees.get(uri), folder: folder => [...trees.keys()].filter(directly(folder)).sort() };
}

/** What facts say, a line for each thing, without places. */
export function summaryOf(facts: DocumentFacts): string {
  const deployments = facts.deployments.map(({ id, scope, account, region, claims, parameters }) =>
    [
      `deployment ${id.replace(facts.uri, 'itself')} of ${scope}`,
      ...line('account', account && [shown(account)]),
      ...line('region', region && [shown(region)]),
      ...line('claims', claims.map(shownClaim)),
      ...line(
        'parameters',
        Object.entries(parameters).map(([name, text]) => `${name} = ${shown(text)}`),
      ),
    ].join('\n'),
  );
  const rest = [
    ...line('claims', facts.claims.map(shownClaim)),
    ...line(
      'accounts',
      facts.accounts.map(({ id }) => id),
    ),
    ...line(
      'problems',
      facts.problems.map(problem => `${problem.message} at ${shownPlace(problem)}`),
    ),
  ];
  return [facts.format, ...facts.resources.map(summaryOfResource), ...deployments, ...rest, ''].join('\n');
}

export function summaryOfResource(resource: Resource): string {
  const attachments = (list: Resource['attached']) =>
    list.map(({ policy, when }) => shown(policy) + (when ? ` when ${shownWhen(when)}` : ''));
  return [
    `${resource.label} (${resource.kind}, ${resource.scope})${resource.when ? ` when ${shownWhen(resource.when)}` : ''}`,
    ...line('name', resource.name && [shown(resource.name)]),
    ...line('trust', resource.trust.map(shownStatement)),
    ...line('grants', resource.grants.map(shownStatement)),
    ...line('attached', attachments(resource.attached)),
    ...line('boundary', attachments(resource.boundary)),
    ...line('attachedTo', resource.attachedTo.map(shown)),
    ...line('memberOf', resource.memberOf.map(shown)),
    ...line(`runsAs (${resource.service})`, resource.runsAs.map(shown)),
    ...line('claims', resource.claims.map(shownClaim)),
    ...line('mentions', resource.mentions.map(shown)),
  ].join('\n');
}

function shownClaim({ source, key, text }: DocumentFacts['claims'][number]): string {
  return `${source}${key === undefined ? '' : ` ${key}`} ${shown(text)}`;
}

function line(name: string, values: readonly (string | undefined)[] | undefined): readonly string[] {
  return values?.length ? values.map(value => `  ${name}: ${value}`) : [];
}
