import { cdk, cdkTemplate } from './cdk';
import { githubActions, gitlabCi } from './ci';
import { cloudformation } from './cloudformation';
import type { Format } from './format';
import { parameterFiles } from './parameter-files';
import { samConfig } from './sam-config';
import { settings } from './settings';
import { terraformConfig, terraformPlan, terraformState, terraformVariables } from './terraform';

/** Every format, in the order in which they are asked whether a text is theirs. */
export const formats: readonly Format[] = [
  settings,
  samConfig,
  githubActions,
  gitlabCi,
  terraformVariables,
  cdk,
  cdkTemplate,
  cloudformation,
  parameterFiles,
  terraformConfig,
  terraformPlan,
  terraformState,
];
