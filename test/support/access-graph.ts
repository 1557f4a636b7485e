/** The access graph of small templates, in short words. */
import type { AccessEdge, AccessGraph } from '../../server/src/engine/analysis/access-graph/access-graph';
import { accessGraphOf } from '../../server/src/engine/analysis/access-graph/graph';
import { type Documents, snapshotOf } from './workspace';

export function graphOf(documents: Documents): AccessGraph {
  return accessGraphOf(snapshotOf(documents).index);
}

/** A CloudFormation template with these resources, in YAML. */
export function template(...resources: readonly string[]): Documents {
  return { 'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${resources.join('')}` };
}

/** Terraform with these resources: by type, and then by name. */
export function terraform(resource: object): Documents {
  return { 'main.tf.json': JSON.stringify({ resource }) };
}

/** Edges of a role `dev` of Terraform that may do this with everything, among these other resources. */
export function edgesOfDev(actions: string | readonly string[], others: object): readonly string[] {
  const trusting = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const allowing = { Effect: 'Allow', Action: actions, Resource: '*' };
  const policy = (statement: object) => JSON.stringify({ Statement: [statement] });
  const resources = {
    aws_iam_role: { dev: { assume_role_policy: policy(trusting) } },
    aws_iam_role_policy: { dev: { role: '${aws_iam_role.dev.name}', policy: policy(allowing) } },
    ...others,
  };
  return edgesFrom(graphOf(terraform(resources)), 'dev');
}

/** `Dev assumes Prod`, `possibly Dev reads Orders`: of a node by its label in the template, or of all. */
export function edgesFrom(graph: AccessGraph, label?: string): readonly string[] {
  const edges = [...graph.nodes.values()].flatMap(node =>
    node.kind === 'administrator' || (label !== undefined && calledIn(graph, node.id) !== label)
      ? []
      : graph.from(node.id),
  );
  return edges.map(edge => inWords(graph, edge));
}

export function inWords(graph: AccessGraph, { from, to, how, certain }: AccessEdge): string {
  return `${certain ? '' : 'possibly '}${calledIn(graph, from)} ${how} ${calledIn(graph, to)}`;
}

/** The logical id, or the last word of a Terraform address; an administrator without its account. */
export function calledIn(graph: AccessGraph, id: AccessEdge['to']): string {
  const node = graph.nodes.get(id);
  if (!node) return id;
  return node.kind === 'administrator' ? 'administrator' : (node.resource?.label.split('.').at(-1) ?? node.label);
}
