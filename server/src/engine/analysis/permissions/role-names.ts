/** Names of roles, as IAM paths and names below `role/`, that tell what a pattern covers. `*` is IAM's wildcard. */

/** Roles that nobody has: who may pass these may pass any. */
export const unlistedRoles = ['zz-witness-9f3c', 'q7-witness-4b1d', 'Witness8e2a'] as const;

/**
 * Names that say production and hold a part that nobody wrote: a pattern meets them only where its wildcard stands for that part.
 * The part stands last where production comes first and first where it comes last, so that `app-*` and `*-dev` meet none.
 */
export const productionLooking: readonly string[] = [
  'prod-*zz9f3c',
  'prod_*zz9f3c',
  'prod/*zz9f3c',
  'production*zz9f3c',
  'prd-*zz9f3c',
  'zz9f3c*-prod',
  'zz9f3c*-production',
];

/** `orders` of `arn:aws:iam::111122223333:role/orders`; undefined where a part of it is open. */
export function roleNameIn(arn: string): string | undefined {
  return /:role\/([^$]*)$/s.exec(arn)?.[1];
}

/** What stands in these names for what nobody wrote. */
export const madeUp: readonly string[] = [...unlistedRoles, 'zz9f3c'];

/** One of the roles below the path under which the console makes them, for every service and environment alike. */
export const consoleMade = 'service-role/zz9f3c';
