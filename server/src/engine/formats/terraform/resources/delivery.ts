import type { Resource } from '../../../model/resource';
import { buildDelivery, type Filter, type PipelineAction, pipelineDelivery, webhookSources } from '../../delivery';
import { attribute, blocks, literalOf, textOf } from '../values/readings';
import type { MapValue } from '../values/value';
import { type Declaration, textAt, textsAt } from './declaration';
import type { Lowering } from './iam';

/** What of a pipeline's and a build's code comes from beyond AWS. */
export const deliveryTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_codepipeline', pipeline],
  ['aws_codepipeline_webhook', pipelineWebhook],
  ['aws_codebuild_project', build],
  ['aws_codebuild_webhook', buildWebhook],
]);

function pipeline(declaration: Declaration): Partial<Resource> {
  return pipelineDelivery(actionsOf(declaration));
}

/** Those of all stages, in their order. */
export function actionsOf(pipeline: Declaration): readonly PipelineAction[] {
  const stages = blocks(pipeline.attribute('stage'));
  return stages.flatMap((stage, i) => blocks(attribute(stage, 'action')).map(action => actionOf(action, i)));
}

function actionOf(action: MapValue, stage: number): PipelineAction {
  const configuration = attribute(action, 'configuration');
  return {
    stage,
    order: Number(literalOf(attribute(action, 'run_order')) || 1),
    category: literalOf(attribute(action, 'category')),
    provider: literalOf(attribute(action, 'provider')),
    setting: name => {
      const value = attribute(configuration, name);
      return value && textOf(value);
    },
    at: action.at,
  };
}

function pipelineWebhook(declaration: Declaration): Partial<Resource> {
  const sources = [{ by: 'push', runs: 'at-once', at: declaration.at }] as const;
  return { attachedTo: textsAt(declaration, 'target_pipeline'), delivery: { sources, steps: [] } };
}

/** What starts it is said by a resource of its own. */
function build(declaration: Declaration): Partial<Resource> {
  const [source] = blocks(declaration.attribute('source'));
  const textIn = (name: string) => {
    const value = attribute(source, name);
    return value && literalOf(value) !== '' ? textOf(value) : undefined;
  };
  return buildDelivery({
    sourceType: literalOf(attribute(source, 'type')),
    location: textIn('location'),
    version:
      literalOf(declaration.attribute('source_version')) === '' ? undefined : textAt(declaration, 'source_version'),
    commands: textIn('buildspec'),
    webhook: undefined,
  });
}

function buildWebhook(declaration: Declaration): Partial<Resource> {
  const groups = blocks(declaration.attribute('filter_group'));
  const [policy] = blocks(declaration.attribute('pull_request_build_policy'));
  const sources = webhookSources({
    groups: groups.map(group => blocks(attribute(group, 'filter')).map(filterOf)),
    approval: literalOf(attribute(policy, 'requires_comment_approval')),
    at: declaration.at,
  });
  return { attachedTo: textsAt(declaration, 'project_name'), delivery: { sources, steps: [] } };
}

function filterOf(filter: MapValue): Filter {
  return {
    type: literalOf(attribute(filter, 'type')),
    pattern: literalOf(attribute(filter, 'pattern')),
    isExcluding: literalOf(attribute(filter, 'exclude_matched_pattern')) === 'true',
  };
}
