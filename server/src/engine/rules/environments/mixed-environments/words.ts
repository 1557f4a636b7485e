import { profileOf } from '../../../analysis/deployments/profiles';
import { saidBy, spelled, type Vocabulary } from '../../../analysis/environments/environments';
import { type Resident, saidAgainst, saidAt, secondedBy } from '../../../analysis/environments/residents';
import type { Deployment } from '../../../model/deployment';
import type { Related } from '../../rule';
import { leadOf, type Mix, pairOf } from '../mixes';
import { harmOf } from '../separation';
import { nameBeside, nameOf } from './names';

/** More than this many of a side convince nobody further. */
const MAX_NAMED = 5;

/** `others`: the same in other accounts. */
export function messageOf({ household, side, other, declared, severity }: Mix, others: readonly Mix[]): string {
  const [own, foreign] = [leadOf(side), leadOf(other)];
  const here = `${nameBeside(own, foreign)} is ${side.environment.name} (${saidBy(own.claim)})`;
  const there = `${nameBeside(foreign, own)}, which is ${other.environment.name}`;
  const harm = harmOf(side.environment, other.environment);
  const accounts = accountsOf([household, ...others.map(one => one.household)]);
  const account = others.length === 0 ? `account ${accounts}` : `accounts ${accounts}`;
  const are = others.length === 0 ? 'is' : 'are';
  if (declared) return `${here} in ${account}, which ${are} declared ${other.environment.name}: ${harm}`;
  if (household.proof === 'account' && severity === 'hint')
    return `${here} in ${account}, which stands for any account in AWS's documentation, together with ${there}: if it is yours, ${harm}`;
  if (household.proof === 'account') return `${here} in ${account}, together with ${there}: ${harm}`;
  if (household.proof === 'stack') return `${here} in one stack, so in one account, with ${there}: ${harm}`;
  if (household.proof === 'nested')
    return `${here} in one tree of nested stacks, so in one account, with ${there}: ${harm}`;
  if (household.proof === 'profile')
    return `${here} and is deployed with the same profile, so into one account, as ${there}: ${harm}`;
  return `${here} and is made by the same provider, so in one account, as ${there}: ${harm}`;
}

/** So many accounts are named in a sentence. */
const MAX_ACCOUNTS = 3;

function accountsOf(households: readonly Mix['household'][]): string {
  const named = households.slice(0, MAX_ACCOUNTS).map(({ account }) => `\`${account}\``);
  const more = households.length - named.length;
  const [last, ...before] = (more > 0 ? [...named, `${more} more`] : named).reverse();
  return before.length === 0 ? last! : `${before.reverse().join(', ')} and ${last}`;
}

/** That an account has both sides as another has. */
export function thereToo({ household: { account }, side }: Mix): readonly Related[] {
  const { landing } = leadOf(side);
  if (account === undefined || !landing) return [];
  return [{ message: `account \`${account}\` has both, too`, at: landing.account?.at ?? landing.at }];
}

/** The other side, then the rest of the side, then why they share the account. */
export function relatedOf({ side, other, household }: Mix, words: Vocabulary): readonly Related[] {
  const grounds = [leadOf(side), leadOf(other)].flatMap(resident => groundOf(resident, household) ?? []);
  return [
    ...named(other.residents),
    ...named(side.residents.slice(1)),
    ...named([leadOf(other), leadOf(side)].flatMap(resident => secondedBy(resident, words) ?? [])),
    ...[leadOf(side), leadOf(other)].flatMap(resident => contradicted(resident, words)),
    ...new Map(grounds.map(ground => [JSON.stringify(ground.at), ground])).values(),
    ...[leadOf(side), leadOf(other)].flatMap(saidElsewhere),
  ];
}

function named(residents: readonly Resident[]): readonly Related[] {
  return residents.slice(0, MAX_NAMED).map(resident => {
    const { environment, claim, label, landing } = resident;
    if (claim.source === 'declared' && !landing)
      return { message: `account \`${label}\` is declared ${environment.name}`, at: saidAt(claim) };
    return { message: `${nameOf(resident)} is ${environment.name}: ${saidBy(claim)}`, at: saidAt(claim) };
  });
}

/** So much of what speaks against is told of each side. */
const MAX_AGAINST = 2;

function contradicted(resident: Resident, words: Vocabulary): readonly Related[] {
  return saidAgainst(resident, words)
    .slice(0, MAX_AGAINST)
    .map(({ claim, environment }) => ({
      message: `but ${nameOf(resident)} may be ${environment.name}: ${saidBy(claim)}`,
      at: saidAt(claim),
    }));
}

function groundOf({ label, landing }: Resident, { proof, account }: Mix['household']): Related | undefined {
  if (!landing) return undefined;
  const name = `\`${landing.name ?? label}\``;
  const profile = proof === 'profile' ? profileOf(landing) : undefined;
  if (profile) return { message: `${name} is deployed with the profile \`${profile.name}\``, at: profile.at };
  if (proof === 'nested' && landing.at.uri !== landing.document)
    return { message: `\`${landing.id}\` nests ${fileOf(landing)}`, at: landing.at };
  if (account === undefined) return undefined;
  return { message: `${name} lands in account \`${account}\``, at: landing.account?.at ?? landing.at };
}

function fileOf({ document }: Deployment): string {
  return `\`${document.slice(document.lastIndexOf('/') + 1)}\``;
}

/** Accounts that are said of its landing too, although it can be in one alone. */
function saidElsewhere({ label, landing }: Resident): readonly Related[] {
  return (landing?.otherAccounts ?? []).slice(0, MAX_AGAINST).map(account => ({
    message: `but this says that \`${landing?.name ?? label}\` lands in account \`${spelled(account)}\``,
    at: account.at,
  }));
}

/** What a mix is known by: its accounts and which two, whichever side is the smaller one today. */
export function aboutOf(mix: Mix, others: readonly Mix[]): string {
  const accounts = [mix, ...others].map(({ household: { account = '' } }) => account);
  return `${accounts.sort().join(' ')} ${pairOf(mix)}`;
}
