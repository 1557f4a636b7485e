/** Where in AWS what runs takes its code from. */
import type { Resource } from '../../model/resource';
import { actionOrigins, buildOrigins, codeFrom, commandsOrigins, imageOrigins } from '../code-origins';
import { child } from '../place';
import { type Declaration, possibleItems, property } from './declaration';
import { actionsOf } from './delivery';
import type { Lowering } from './iam';
import { imagesOf, imageTakers, pinned, repository } from './images';
import { wordAt } from './intrinsics';
import { textAt } from './strings';

export const codeTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ...imageTakers.map(type => [type, containers] as const),
  ['AWS::CodePipeline::Pipeline', pipeline],
  ['AWS::CodeBuild::Project', build],
  ['AWS::ECR::Repository', repository],
]);

function containers(resource: Declaration): Partial<Resource> {
  const images = imagesOf(resource);
  return images.length === 0 ? {} : { ...codeFrom(imageOrigins(images)), ...pinned(images) };
}

function pipeline(resource: Declaration): Partial<Resource> {
  return codeFrom(actionsOf(resource).flatMap(actionOrigins));
}

function build(resource: Declaration): Partial<Resource> {
  const { scope } = resource;
  const sources = ['Source', 'SecondarySources'].flatMap(name => possibleItems(property(resource, name), scope));
  const origins = sources.flatMap(({ value: source }) => {
    const [location, commands] = ['Location', 'BuildSpec'].map(name => {
      const place = child(source, name);
      return place && textAt(place, scope);
    });
    return [...buildOrigins(wordAt(child(source, 'Type')), location), ...commandsOrigins(commands)];
  });
  const images = imagesOf(resource);
  return { ...codeFrom([...origins, ...imageOrigins(images)]), ...pinned(images) };
}
