/** What a template's findings depend on besides its text; those that are YAML by name are watched with all YAML. */
export const linterConfiguration = '**/.cfnlintrc';

export function isLinterConfiguration(uri: string): boolean {
  return /\/\.cfnlintrc(\.ya?ml)?$/.test(uri);
}
