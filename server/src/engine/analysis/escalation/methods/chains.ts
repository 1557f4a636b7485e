/** How the catalogue is written. */
import type { Step, Surface } from '../escalation';
import type { State } from '../states';

/** Any one of the actions, on this. */
export function on(surface: Surface, ...actions: readonly string[]): Step {
  return { actions, on: surface };
}

/** Only on what is set up so. */
export function whose(where: State, step: Step): Step {
  return { ...step, where };
}

/** Passing a role to one of these services, by the first part of their principals. */
export function passTo(...services: readonly string[]): Step {
  return { actions: ['iam:PassRole'], on: 'role', to: services.map(service => `${service}.amazonaws.com`) };
}

export const assumeRole = on('role', 'sts:AssumeRole');
