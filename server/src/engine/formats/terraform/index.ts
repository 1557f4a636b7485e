/** Terraform in JSON: configuration, plans and states, and the values that its expressions have. Nothing here judges. */
export { terraformConfig } from './config/config';
export { terraformPlan } from './plan/plan';
export { terraformState } from './state/state';
export { terraformVariables } from './variables';
