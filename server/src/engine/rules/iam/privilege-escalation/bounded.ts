/**
 * The actions that give an identity rights, or let somebody become it, and whose requests say which permissions boundary that
 * identity has: "Actions, resources, and condition keys for AWS Identity and Access Management (IAM)", September 2026.
 */
export const boundedActions: readonly string[] = [
  ...['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'],
  ...['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:PutUserPermissionsBoundary'],
  'iam:UpdateAssumeRolePolicy',
];

const known = new Set(boundedActions.map(action => action.toLowerCase()));

export function isBounded(action: string): boolean {
  return known.has(action.toLowerCase());
}
