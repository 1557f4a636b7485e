import type { Resource } from '../../model/resource';
import type { When } from '../../model/when';
import { buildDelivery, type Filter, type PipelineAction, pipelineDelivery, type Webhook } from '../delivery';
import { child, items, type Place } from '../place';
import { type Declaration, possibleItems, property, propertyText, textsOf } from './declaration';
import type { Lowering } from './iam';
import { wordAt } from './intrinsics';
import { textAt } from './strings';

/** What of a pipeline's and a build's code comes from beyond AWS. */
export const deliveryTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::CodePipeline::Pipeline', pipeline],
  ['AWS::CodePipeline::Webhook', pipelineWebhook],
  ['AWS::CodeBuild::Project', build],
]);

function pipeline(resource: Declaration): Partial<Resource> {
  const stages = itemsAt(property(resource, 'Stages'), resource);
  const closed = itemsAt(property(resource, 'DisableInboundStageTransitions'), resource).map(one =>
    wordAt(child(one, 'StageName')),
  );
  const isClosed = (stage: Place) => closed.includes(wordAt(child(stage, 'Name')) ?? '');
  return pipelineDelivery(
    actionsOf(resource),
    stages.flatMap((stage, i) => (isClosed(stage) ? [i] : [])),
  );
}

/** Those of all stages, in their order. */
export function actionsOf(pipeline: Declaration): readonly PipelineAction[] {
  return possibleItems(property(pipeline, 'Stages'), pipeline.scope).flatMap(({ value: stage, when: during }, i) =>
    possibleItems(child(stage, 'Actions'), pipeline.scope).map(({ value, when }) =>
      actionOf(value, i, when ?? during, pipeline),
    ),
  );
}

function itemsAt(place: Place | undefined, { scope }: Declaration): readonly Place[] {
  return possibleItems(place, scope).map(({ value }) => value);
}

function actionOf(action: Place, stage: number, when: When | undefined, { scope }: Declaration): PipelineAction {
  const type = child(action, 'ActionTypeId');
  const configuration = child(action, 'Configuration');
  return {
    stage,
    order: Number(wordAt(child(action, 'RunOrder')) ?? 1),
    category: wordAt(type && child(type, 'Category')),
    provider: wordAt(type && child(type, 'Provider')),
    setting: name => {
      const place = configuration && child(configuration, name);
      return place && textAt(place, scope);
    },
    when,
    at: action.at,
  };
}

function pipelineWebhook(resource: Declaration): Partial<Resource> {
  const { at } = resource.place;
  const sources = [{ by: 'push', runs: 'at-once', at }] as const;
  return { attachedTo: textsOf(resource, 'TargetPipeline'), delivery: { sources, steps: [] } };
}

function build(resource: Declaration): Partial<Resource> {
  const source = property(resource, 'Source');
  const textIn = (name: string) => {
    const place = source && child(source, name);
    return place && textAt(place, resource.scope);
  };
  return buildDelivery({
    sourceType: wordAt(source && child(source, 'Type')),
    location: textIn('Location'),
    version: propertyText(resource, 'SourceVersion'),
    commands: textIn('BuildSpec'),
    webhook: webhookOf(resource),
  });
}

function webhookOf(resource: Declaration): Webhook | undefined {
  const triggers = property(resource, 'Triggers');
  if (!triggers || wordAt(child(triggers, 'Webhook'))?.toLowerCase() !== 'true') return undefined;
  const policy = child(triggers, 'PullRequestBuildPolicy');
  return {
    groups: itemsAt(child(triggers, 'FilterGroups'), resource).map(group => items(group).map(filterOf)),
    approval: wordAt(policy && child(policy, 'RequiresCommentApproval')),
    at: triggers.at,
  };
}

function filterOf(filter: Place): Filter {
  return {
    type: wordAt(child(filter, 'Type')),
    pattern: wordAt(child(filter, 'Pattern')),
    isExcluding: wordAt(child(filter, 'ExcludeMatchedPattern'))?.toLowerCase() === 'true',
  };
}
