/** What `cdk synth` writes: the manifest says where each template lands, the templates are CloudFormation. */
export { cdk } from './manifest';
export { cdkTemplate } from './template';
