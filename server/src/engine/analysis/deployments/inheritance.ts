/** What a deployment takes over from what makes it. */
import type { Deployment } from '../../model/deployment';
import { textAt } from './at-landing';

/** The account that is written out for it; undefined where it is left to others. */
export function accountOf({ account }: Deployment): string | undefined {
  const [only, ...more] = account?.parts ?? [];
  return more.length === 0 && typeof only === 'string' && /^\d{12}$/.test(only) ? only : undefined;
}

/** Whether it is made where its maker lands like this: with the provider that is handed to it. */
export function sharesScope({ within }: Deployment, { scope }: Deployment): boolean {
  return within === undefined || scope === undefined || within === scope;
}

/** With the values that the maker is given. */
export function handedOn(deployment: Deployment, maker: Deployment): Deployment {
  const given = Object.entries(deployment.parameters).map(([name, text]) => [name, textAt(text, maker)] as const);
  return {
    ...deployment,
    parameters: Object.fromEntries(given),
    claims: deployment.claims.map(claim => ({ ...claim, text: textAt(claim.text, maker) })),
  };
}

/** With these values, and what is said of the maker. */
export function inheritedFrom(deployment: Deployment, maker: Deployment): Deployment {
  const handed = handedOn(deployment, maker);
  return { ...handed, claims: [...handed.claims, ...maker.claims] };
}
