/** `bulkhead.yaml` of small workspaces whose folders land in accounts. */

export const prod = '111122223333';
export const dev = '444455556666';

/** A folder, `prod/**`, and the account that it lands in. */
export type Landing = readonly [files: string, account: string];

/** `environments` by account. */
export function settingsOf(environments: Readonly<Record<string, string>>, landings: readonly Landing[]): string {
  const accounts = Object.entries(environments).map(([id, name]) => `  - { id: "${id}", environment: ${name} }\n`);
  const deployments = landings.map(([files, account]) => `  - { files: "${files}", account: "${account}" }\n`);
  return `version: 1\naccounts:\n${accounts.join('')}deployments:\n${deployments.join('')}`;
}

/** `prod/**` is production and `dev/**` is development, each in an account of its own. */
export const apart: string = settingsOf({ [prod]: 'production', [dev]: 'development' }, [
  ['prod/**', prod],
  ['dev/**', dev],
]);
