/**
 * A bundle of its own (`dist/template-diff.js`), loaded when two templates are to be compared: what is known of CloudFormation's types
 * takes time and memory. The build keeps of that what decides about replacements and about which properties are policies and rules.
 */

import { loadResourceModel } from '@aws-cdk/cloudformation-diff/lib/diff/util';
import { fullDiff, ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff/lib/diff-template';
import type { SecurityGroupRule } from '@aws-cdk/cloudformation-diff/lib/network/security-group-rule';
import type { PlainTemplate, TemplateChange, TemplateChanges } from './template-changes';

/** Throws for what is no template: hosts pass over such a pair. */
export function compareTemplates(before: PlainTemplate, now: PlainTemplate): TemplateChanges {
  const diff = fullDiff({ ...before }, { ...now });
  return {
    changes: [...rulesIn(diff), ...replacementsIn(diff)],
    permissionsBroadened: diff.iamChanges.permissionsBroadened,
  };
}

function rulesIn({ securityGroupChanges: { ingress, egress } }: TemplateDiff): readonly TemplateChange[] {
  const told = (is: 'opened' | 'closed', verb: string, rules: readonly SecurityGroupRule[]) =>
    rules.map((rule): TemplateChange => {
      const logicalId = groupOf(rule);
      const message = `\`${logicalId}\` ${verb} ${peerOf(rule)}: ${protocolOf(rule)}`;
      return { is, message, confidence: 'certain', logicalId, path: [] };
    });
  return [
    ...told('opened', 'now lets in', ingress.additions),
    ...told('opened', 'now lets out to', egress.additions),
    ...told('closed', 'no longer lets in', ingress.removals),
    ...told('closed', 'no longer lets out to', egress.removals),
  ];
}

/** `Web` of `${Web.GroupId}` and `${Web}`. */
function groupOf({ groupId }: SecurityGroupRule): string {
  const written: unknown = groupId;
  if (typeof written !== 'string') return JSON.stringify(written);
  return /^\$\{([^.}]+)(?:\.[^}]*)?\}$/.exec(written)?.[1] ?? written;
}

function protocolOf(rule: SecurityGroupRule): string {
  const protocol = rule.describeProtocol();
  return protocol === 'Everything' ? 'all traffic' : protocol;
}

function peerOf(rule: SecurityGroupRule): string {
  const peer = rule.describePeer();
  return peer.startsWith('Everyone') ? peer.replace('Everyone', 'everyone') : `\`${peer}\``;
}

const replacing: ReadonlySet<ResourceImpact> = new Set([ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE]);

function replacementsIn({ resources }: TemplateDiff): readonly TemplateChange[] {
  const changes: TemplateChange[] = [];
  resources.forEachDifference((logicalId, change) => {
    const type = change.isRemoval ? change.oldResourceType : change.newResourceType;
    if (type === undefined || !loadResourceModel(type)?.isStateful) return;
    if (change.changeImpact === ResourceImpact.WILL_DESTROY) {
      const message = `\`${logicalId}\` (${type}) is deleted, with what it holds`;
      changes.push({ is: 'deleted', message, confidence: 'certain', logicalId, path: [] });
    }
    if (!replacing.has(change.changeImpact)) return;
    const [first, ...others] = Object.entries(change.propertyUpdates).filter(
      ([, { changeImpact }]) => changeImpact !== undefined && replacing.has(changeImpact),
    );
    const properties = [first, ...others].flatMap(one => (one ? [`\`${one[0]}\``] : [])).join(', ');
    const isSure = change.changeImpact === ResourceImpact.WILL_REPLACE;
    const message = `\`${logicalId}\` (${type}) ${isSure ? 'is' : 'may be'} replaced by an empty one${properties ? `: ${properties} changed` : ''}`;
    changes.push({
      is: 'replaced',
      message,
      confidence: isSure ? 'certain' : 'possible',
      logicalId,
      path: first ? ['Properties', first[0]] : [],
    });
  });
  return changes;
}
