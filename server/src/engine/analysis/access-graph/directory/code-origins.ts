/** What of the workspace code is taken from, by the names that are given for it: names of buckets and repositories, addresses of images. */
import type { ResourceId } from '../../../model/ids';
import type { CodeOrigin, Resource } from '../../../model/resource';
import { type Hole, literalOf, type Text } from '../../../model/text';
import type { Uri } from '../../../text/text';
import { textAt } from '../../deployments/at-landing';
import type { WorkspaceIndex } from '../../index/workspace-index';

type Kind = CodeOrigin['kind'];

const images = /^(?:AWS::ECR::Repository|aws_ecr_repository)$/;
const types: Readonly<Record<Kind, RegExp>> = {
  bucket: /^(?:AWS::S3::Bucket|aws_s3_bucket)$/,
  repository: /^(?:AWS::CodeCommit::Repository|aws_codecommit_repository)$/,
  images,
  image: images,
};

/**
 * What stands before the name and after it. From "Setting up for HTTPS users" of the AWS CodeCommit User Guide and "Amazon ECR private
 * registry" of the Amazon ECR User Guide.
 */
const around: Readonly<Record<Kind, readonly [before: RegExp, after: RegExp]>> = {
  bucket: [/^(?:arn:[^:]*:s3:::)?/, /\/.*$/s],
  repository: [/^(?:(?:https|ssh):\/\/git-codecommit(?:-fips)?\.[^/]*\/v1\/repos\/)?/, /\/$/],
  images: [/^/, /$/],
  image: [/^(?:(?<account>\d{12})|[^/]*)\.dkr\.ecr(?:-fips)?\.[^/]*\//, /:.*$/s],
};

/** Each once. */
export function originsOf(resource: Resource, index: WorkspaceIndex): readonly ResourceId[] {
  const { codeFrom = [], at } = resource;
  const found = codeFrom.flatMap(({ kind, named }) =>
    readings(named, resource, index).flatMap(text => meantBy(kind, text, at.uri, index)),
  );
  return [...new Set(found)];
}

/** As it is written, which is what others in the template say too, and as it is where that lands. */
function readings(text: Text, resource: Resource, index: WorkspaceIndex): readonly Text[] {
  if (!text.parts.some(part => typeof part === 'object' && part.kind === 'parameter')) return [text];
  const landings = index.deploymentsOf(resource);
  return landings.length === 0
    ? [text, withDefaults(text)]
    : [text, ...landings.map(({ deployment }) => withDefaults(textAt(text, deployment)))];
}

function withDefaults({ parts, at }: Text): Text {
  return { parts: parts.map(part => (typeof part === 'object' ? (part.default ?? part) : part)), at };
}

/** Of the same account, or of the one that an address tells; a bucket's name is the only one of all accounts. */
function meantBy(kind: Kind, text: Text, from: Uri, index: WorkspaceIndex): readonly ResourceId[] {
  const { name, account } = calledIn(kind, text) ?? {};
  if (!name) return [];
  const asked = account === undefined ? name : inAccount(account, name);
  const near = index.named(asked, ['data'], from).map(({ resource }) => resource);
  const written = kind === 'bucket' ? literalOf(name) : undefined;
  const found = near.length === 0 && written !== undefined ? index.bucketsCalled(written) : near;
  return found.filter(one => types[kind].test(one.type) && isCalled(one, name)).map(({ id }) => id);
}

interface Called {
  readonly name: Text;
  readonly account?: string | undefined;
}

function calledIn(kind: Kind, { parts, at }: Text): Called | undefined {
  const [first] = parts;
  if (typeof first === 'object' && isReference(first)) return { name: { parts: [first], at } };
  const written = parts.map(part => (typeof part === 'string' ? part : HOLE)).join('');
  const [before, after] = around[kind];
  const start = before.exec(written);
  if (!start) return undefined;
  const holes = parts.filter(part => typeof part === 'object').slice(start[0].split(HOLE).length - 1);
  const words = written.slice(start[0].length).replace(after, '').split(HOLE);
  const name = words.flatMap((word, i) => [...(i > 0 ? [holes[i - 1]!] : []), ...(word === '' ? [] : [word])]);
  return name.length === 0 ? undefined : { name: { parts: name, at }, account: start.groups?.account };
}

/** Stands for a hole while a text is looked at; no name and no address has it. */
const HOLE = '\uE000';

function isReference({ resource, import: imported, importNamed }: Hole): boolean {
  return (resource ?? imported ?? importNamed) !== undefined;
}

function inAccount(account: string, { parts: [first, ...rest], at }: Text): Text {
  const arn = `arn:aws:ecr:*:${account}:repository/`;
  if (first === undefined) return { parts: [arn], at };
  return { parts: typeof first === 'string' ? [`${arn}${first}`, ...rest] : [arn, first, ...rest], at };
}

/** Of `team/shop`, others are known by `shop` too. */
function isCalled({ name: own }: Resource, name: Text): boolean {
  const [known, asked] = [own && literalOf(own), literalOf(name)];
  return known === undefined || asked === undefined || known === asked;
}
