/**
 * What pipelines, builds and containers take their code from in AWS, whichever format says it. From the "CodePipeline action structure
 * reference", `ProjectSource` of the AWS CodeBuild API Reference and "Amazon ECR private repositories", 2026.
 */
import type { CodeOrigin, Resource } from '../model/resource';
import type { Text } from '../model/text';
import type { PipelineAction } from './delivery';

type Settings = readonly (readonly [name: string, kind: CodeOrigin['kind']])[];

/** By provider, what names the source in the configuration of such an action. */
const bySetting: ReadonlyMap<string | undefined, Settings> = new Map<string, Settings>([
  ['CodeCommit', [['RepositoryName', 'repository']]],
  ['S3', [['S3Bucket', 'bucket']]],
  ['ECR', [['RepositoryName', 'images']]],
]);

export function actionOrigins({ category, provider, setting }: PipelineAction): readonly CodeOrigin[] {
  const settings = category === 'Source' ? (bySetting.get(provider) ?? []) : [];
  return settings.flatMap(([name, kind]) => originsOf(kind, [setting(name)]));
}

const bySourceType: ReadonlyMap<string | undefined, CodeOrigin['kind']> = new Map<string, CodeOrigin['kind']>([
  ['CODECOMMIT', 'repository'],
  ['S3', 'bucket'],
]);

/** Of a build's source; `type` is CodeBuild's word. */
export function buildOrigins(type: string | undefined, location: Text | undefined): readonly CodeOrigin[] {
  const kind = bySourceType.get(type);
  return kind ? originsOf(kind, [location]) : [];
}

/** Where the commands of a build stand in an object of a bucket, which only its ARN tells. */
export function commandsOrigins(commands: Text | undefined): readonly CodeOrigin[] {
  const [first, second] = commands?.parts ?? [];
  const isArn = typeof first === 'string' ? /^arn:[^\n]*$/.test(first) : isPath(second);
  return isArn ? originsOf('bucket', [commands]) : [];
}

function isPath(part: Text['parts'][number] | undefined): boolean {
  return typeof part === 'string' && part.startsWith('/');
}

/** By a digest, it is one image for good. */
export function imageOrigins(images: readonly Text[]): readonly CodeOrigin[] {
  return originsOf(
    'image',
    images.filter(image => !isByDigest(image)),
  );
}

export function isByDigest({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'string' && part.includes('@'));
}

function originsOf(kind: CodeOrigin['kind'], names: readonly (Text | undefined)[]): readonly CodeOrigin[] {
  return names.flatMap(named => (named && named.parts.length > 0 ? [{ kind, named }] : []));
}

export function codeFrom(origins: readonly CodeOrigin[]): Pick<Resource, 'codeFrom'> {
  return origins.length > 0 ? { codeFrom: origins } : {};
}
