/**
 * The simulator behind its validating entry: its entry without validation leaves out session policies and endpoint policies, so
 * the step after both is called here as that entry does it. Loaded by `run.mjs` once the simulator is installed.
 */
import { loadPolicy } from '@cloud-copilot/iam-policy';

const inside = path => import(new URL(`node_modules/@cloud-copilot/iam-simulate/dist/esm/${path}`, import.meta.url));
const { authorize } = await inside('core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = await inside('request/request.js');
const { RequestContextImpl } = await inside('requestContext.js');
const { DiscoveryContextKeyConstraints } = await inside('context_keys/discoveryContextKeyConstraints.js');

const simulationParameters = {
  simulationMode: 'Strict',
  discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
};

/** @type {import('./simulator').Simulate} */
export function simulate(simulation) {
  const { request, sessionPolicy, resourcePolicy, endpointPolicies } = simulation;
  const { principal, resource, action, context } = request;
  const answer = authorize({
    request: new AwsRequestImpl(principal, resource, action, new RequestContextImpl(context)),
    sessionPolicy: sessionPolicy && load(sessionPolicy),
    identityPolicies: simulation.identityPolicies.map(load),
    serviceControlPolicies: simulation.serviceControlPolicies.map(level),
    resourceControlPolicies: simulation.resourceControlPolicies.map(level),
    resourcePolicy: resourcePolicy && load(resourcePolicy),
    permissionBoundaries: simulation.permissionBoundaries.map(load),
    vpcEndpointPolicies: endpointPolicies.map(load),
    simulationParameters,
    serviceSettings: { s3: {} },
  });
  return answer.result;
}

function level(policy, depth) {
  return { orgIdentifier: `level-${depth}`, policies: [load(policy)] };
}

function load(policy) {
  return loadPolicy(policy, { name: 'policy' });
}
