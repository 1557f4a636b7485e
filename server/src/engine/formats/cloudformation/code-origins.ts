/** Where in AWS what runs takes its code from. */
import type { Resource } from '../../model/resource';
import { actionOrigins, buildOrigins, codeFrom, imageOrigins } from '../code-origins';
import { child } from '../place';
import { type Declaration, possibleItems, property } from './declaration';
import { actionsOf } from './delivery';
import type { Lowering } from './iam';
import { imagesOf, imageTakers } from './images';
import { wordAt } from './intrinsics';
import { textAt } from './strings';

export const codeTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...imageTakers.map(type => [type, containers] as const),
  ['AWS::CodePipeline::Pipeline', pipeline],
  ['AWS::CodeBuild::Project', build],
]);

function containers(resource: Declaration): Partial<Resource> {
  return codeFrom(imageOrigins(imagesOf(resource)));
}

function pipeline(resource: Declaration): Partial<Resource> {
  return codeFrom(actionsOf(resource).flatMap(actionOrigins));
}

function build(resource: Declaration): Partial<Resource> {
  const sources = ['Source', 'SecondarySources']
    .flatMap(name => possibleItems(property(resource, name), resource.scope))
    .flatMap(({ value: source }) => {
      const location = child(source, 'Location');
      return buildOrigins(wordAt(child(source, 'Type')), location && textAt(location, resource.scope));
    });
  return codeFrom([...sources, ...imageOrigins(imagesOf(resource))]);
}
