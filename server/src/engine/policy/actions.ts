/**
 * What AWS documents of its actions (Service Authorization Reference, as of `actionsAsOf`): which a pattern means, and what each
 * works on. Nothing here decides who may do what: AWS adds actions daily, so a pattern also means those that are not known here.
 */
import { matchesWildcards } from '../model/text';
import { type Action, type ActionFacts, actionsOf, asOf, prefixes } from './action-table';
import type { DocumentedKey } from './key-table';

export type { AccessLevel, ActionFacts, ResourceType } from './action-table';

/** The day of the data: `2026-09-26`. */
export const actionsAsOf: string = asOf;

/** Whether AWS documents a service of this prefix, in any spelling. */
export function isKnownService(prefix: string): boolean {
  return actionsOf(prefix.toLowerCase()).size > 0;
}

/** What AWS documents of `service:Name`, in any spelling; undefined for an action that it does not document. */
export function actionFacts(action: string): ActionFacts | undefined {
  return documented(action.toLowerCase())?.facts;
}

/** The name as AWS writes it: `iam:PassRole` of `IAM:passrole`. */
export function actionName(action: string): string | undefined {
  return documented(action.toLowerCase())?.name;
}

/** The documented actions that an IAM pattern matches, as AWS writes them, by service and then by name. */
export function actionsMatching(pattern: string): readonly string[] {
  const wanted = pattern.toLowerCase().replace(/\*+/g, '*');
  if (wanted.replaceAll('*', '').length > LONGEST) return [];
  if (!/[*?]/.test(wanted)) return [documented(wanted)?.name].filter(name => name !== undefined);
  return servicesOf(wanted).flatMap(prefix =>
    [...actionsOf(prefix)].filter(([name]) => matchesWildcards(wanted, name)).map(([, { name }]) => name),
  );
}

/**
 * The actions of a key's own service, and of `others`, for which AWS lists it, with them or with a type of resource that they work
 * on; by service and then by name.
 */
export function actionsListing({ listedAs }: DocumentedKey, ...others: readonly string[]): readonly string[] {
  const listing = [serviceOf(listedAs.toLowerCase()), ...others].flatMap(service =>
    [...actionsOf(service).values()].filter(({ facts }) =>
      [facts, ...facts.resourceTypes].some(({ conditionKeys }) => conditionKeys.includes(listedAs)),
    ),
  );
  return listing.map(({ name }) => name);
}

/** More letters than any action has, its service's included: longer patterns match none, and cost nothing. */
const LONGEST = 120;

function documented(name: string): Action | undefined {
  return actionsOf(serviceOf(name)).get(name);
}

function servicesOf(pattern: string): readonly string[] {
  const prefix = serviceOf(pattern);
  return /[*?]/.test(prefix) ? prefixes : [prefix];
}

function serviceOf(name: string): string {
  return name.split(':', 1)[0]!;
}
