/** How the catalogue is written. */
import type { Step, Surface } from '../escalation';

/** Any one of the actions, on this. */
export function on(surface: Surface, ...actions: readonly string[]): Step {
  return { actions, on: surface };
}

/** Passing a role to one of these services, by the first part of their principals. */
export function passTo(...services: readonly string[]): Step {
  return { actions: ['iam:PassRole'], on: 'role', to: services.map(service => `${service}.amazonaws.com`) };
}

export const assumeRole = on('role', 'sts:AssumeRole');
