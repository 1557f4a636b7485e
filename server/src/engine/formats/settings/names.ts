import type { Tier } from '../../model/environment';
import { sharedEnvironments, usualEnvironments } from '../../model/environment-words';
import type { Severity } from '../../model/problem';

export const tiers: readonly Tier[] = ['development', 'test', 'staging', 'production'];

/** What an environment may be called without being declared. */
export const usualNames: readonly string[] = [
  ...usualEnvironments.flatMap(({ name, words, aloneWords }) => [name, ...words, ...aloneWords]),
  ...sharedEnvironments,
];

export const severities: readonly (Severity | 'off')[] = ['off', 'hint', 'information', 'warning', 'error'];

/** The rules that a settings file may name; `cfn-lint/…` beside them. A test holds this list against the rules that exist. */
export const ruleIds: readonly string[] = [
  'mixed-environments',
  'broad-pass-role',
  'privilege-escalation',
  'secret-in-template',
  'unguarded-deployment',
  'reaches-production',
  'cross-environment-trust',
  'cross-environment-reference',
  'iam-admin-in-production',
  'broken-invariant',
  'broadened-access',
  'unused-allow',
];

/** How the linter's own rules are called: `cfn-lint/E3001`. */
export const foreignRule = /^cfn-lint\/\w+$/;

export function isRule(id: string): boolean {
  return ruleIds.includes(id) || foreignRule.test(id);
}
