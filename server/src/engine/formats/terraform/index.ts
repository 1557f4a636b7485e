/** Terraform in JSON: configuration, plans and states, and the values that its expressions have. Nothing here judges. */
export { terraformConfig } from './config';
export { terraformPlan } from './plan';
export { terraformState } from './state';
