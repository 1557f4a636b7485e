/** Which image of a repository comes to run: one for good, or whatever a tag says then. */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import { literalOf, type Text } from '../../model/text';
import { isByDigest } from '../code-origins';
import { type Declaration, textsUnder } from './declaration';

/** From the types' pages in the CloudFormation Template Reference, 2026. */
const images: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Code.ImageUri',
  'AWS::Serverless::Function': 'ImageUri',
  'AWS::ECS::TaskDefinition': 'ContainerDefinitions.Image',
  'AWS::Batch::JobDefinition': 'ContainerProperties.Image',
  'AWS::AppRunner::Service': 'SourceConfiguration.ImageRepository.ImageIdentifier',
  'AWS::CodeBuild::Project': 'Environment.Image',
  'AWS::SageMaker::Model': 'PrimaryContainer.Image',
};

/** What takes images, by types. */
export const imageTakers: readonly string[] = Object.keys(images);

/** By their addresses. */
export function imagesOf(resource: Declaration): readonly Text[] {
  const path = images[resource.type];
  return path === undefined ? [] : textsUnder(resource, path);
}

/** Those of which no image is taken by a tag. */
export function pinned(taken: readonly Text[]): Partial<Resource> {
  const byTag = new Set(taken.filter(image => !isByDigest(image)).flatMap(repositoriesIn));
  const pinsImagesOf = taken.filter(isByDigest).flatMap(repositoriesIn);
  const sure = [...new Set(pinsImagesOf)].filter(id => !byTag.has(id));
  return sure.length > 0 ? { pinsImagesOf: sure } : {};
}

function repositoriesIn({ parts }: Text): readonly ResourceId[] {
  return parts.flatMap(part => (typeof part === 'object' && part.resource ? [part.resource] : []));
}

export function repository(declaration: Declaration): Partial<Resource> {
  const [mutability] = textsUnder(declaration, 'ImageTagMutability');
  return mutability && literalOf(mutability) === 'IMMUTABLE' ? { keepsTags: true } : {};
}
