import { get, type SyntaxTree } from '../../syntax/tree';
import { cloudformation, lowerTemplate } from '../cloudformation';
import type { Format } from '../format';
import { templatesUploadedFor } from './nested';
import { originInTemplate } from './origin';

/** A template that the CDK wrote: CloudFormation, but an edit belongs into the app's source. */
export const cdkTemplate: Format = {
  name: 'cdk',
  detect: tree => cloudformation.detect(tree) && isSynthesised(tree),
  lower: (tree, neighbours) => ({
    ...lowerTemplate(tree, templatesUploadedFor(tree, neighbours)),
    format: 'cdk',
    generated: true,
  }),
  origin: originInTemplate,
};

/** The first resources of a template tell: the CDK writes a path on each, unless it is told not to. */
const LOOKED_AT = 50;

function isSynthesised({ root }: SyntaxTree): boolean {
  const bootstrap = get(get(get(root, 'Parameters'), 'BootstrapVersion'), 'Default');
  if (bootstrap?.kind === 'scalar' && bootstrap.raw.startsWith('/cdk-bootstrap/')) return true;
  const resources = get(root, 'Resources');
  if (resources?.kind !== 'map') return false;
  if (get(get(resources, 'CDKMetadata'), 'Type')) return true;
  return resources.entries
    .slice(0, LOOKED_AT)
    .some(({ value }) => get(get(value, 'Metadata'), 'aws:cdk:path') !== undefined);
}
