/** Where in AWS what runs takes its code from. */
import type { Resource } from '../../../model/resource';
import { actionOrigins, buildOrigins, codeFrom, commandsOrigins, imageOrigins } from '../../code-origins';
import { embeddedValue } from '../values/embedded-value';
import { attribute, blocks, literalOf, textOf, textsOf } from '../values/readings';
import type { Value } from '../values/value';
import { type Declaration, valuesUnder } from './declaration';
import { actionsOf } from './delivery';
import type { Lowering } from './iam';

/** Addresses of images. From the provider's schema, 5.100 and later. */
const images: Readonly<Record<string, string>> = {
  aws_lambda_function: 'image_uri',
  aws_apprunner_service: 'source_configuration.image_repository.image_identifier',
  aws_codebuild_project: 'environment.image',
  aws_sagemaker_model: 'primary_container.image',
};

/** JSON in a text, and what names the image in it: in each item of a list, or in the one map. */
const encoded: Readonly<Record<string, readonly [path: string, name: string]>> = {
  aws_ecs_task_definition: ['container_definitions', 'image'],
  aws_batch_job_definition: ['container_properties', 'image'],
};

export const codeTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...[...Object.keys(images), ...Object.keys(encoded)].map(type => [type, containers] as const),
  ['aws_codepipeline', pipeline => codeFrom(actionsOf(pipeline).flatMap(actionOrigins))],
  ['aws_codebuild_project', build],
]);

function containers(declaration: Declaration): Partial<Resource> {
  return codeFrom(imageOrigins(imagesOf(declaration).flatMap(textsOf)));
}

function imagesOf(declaration: Declaration): readonly Value[] {
  const path = images[declaration.type];
  if (path !== undefined) return valuesUnder(declaration, path);
  const [document = '', name = ''] = encoded[declaration.type] ?? [];
  return blocks(decoded(declaration.attribute(document))).flatMap(one => attribute(one, name) ?? []);
}

function decoded(value: Value | undefined): Value | undefined {
  return value?.kind === 'encoded' ? value.value : value && embeddedValue(value);
}

function build(declaration: Declaration): Partial<Resource> {
  const sources = ['source', 'secondary_sources'].flatMap(name => blocks(declaration.attribute(name)));
  const origins = sources.flatMap(source => {
    const [location, commands] = ['location', 'buildspec'].map(name => {
      const value = attribute(source, name);
      return value && textOf(value);
    });
    return [...buildOrigins(literalOf(attribute(source, 'type')), location), ...commandsOrigins(commands)];
  });
  return codeFrom([...origins, ...imageOrigins(imagesOf(declaration).flatMap(textsOf))]);
}
