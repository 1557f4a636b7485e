/** What no path has, as no document tells it. */
export const limits =
  'not seen: principals and changes made by hand, assignments of IAM Identity Center, policies of the organization, policies of sessions and rights of roles that are not in these files';
