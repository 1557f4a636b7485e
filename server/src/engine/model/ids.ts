/** `${uri}#${logical id or address}`. */
export type ResourceId = string & { readonly __resource: never };

/** Twelve digits. */
export type AccountId = string & { readonly __account: never };
