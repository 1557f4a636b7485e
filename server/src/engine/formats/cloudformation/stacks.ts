import type { Deployment } from '../../model/deployment';
import type { Text } from '../../model/text';
import type { SourcePointer, Uri } from '../../text/text';
import { resolveUri } from '../../text/uri';
import { parameterClaims } from '../claims';
import { child, children, type Place } from '../place';
import { areTargets } from '../stack-sets';
import { isNever } from '../when';
import { type Declaration, possibleItems, property, propertyText, textsOf } from './declaration';
import type { SectionEntry } from './for-each';
import { wordAt } from './intrinsics';
import { literalOf, opaque } from './parts';
import { textAt } from './strings';
import type { Scope } from './template';

/** The property that names the template of a stack in a stack. */
const templateProperties: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::CloudFormation::StackSet', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

const MAX_ACCOUNTS = 200;

/** Where the local template of a stack in a stack lands: where its parent does; a stack set's, in the accounts that it names. */
export function deploymentsOf(resource: Declaration): readonly Deployment[] {
  sayUnread(resource);
  const location = isNever(resource.when) ? undefined : locationOf(resource);
  if (!location) return [];
  const parameters = given(property(resource, 'Parameters'), resource.scope);
  const common = { document: location.document, isWhole: true };
  const stack = { ...common, id: resource.id, claims: parameterClaims(parameters), parameters, at: location.at };
  if (resource.type !== 'AWS::CloudFormation::StackSet') return [stack];
  const targets = targetsOf(resource);
  if (targets.length === 0) return [{ ...stack, account: { parts: [ofOrganization], at: location.at } }];
  return targets.map(({ account, regions, overrides }, i) => ({
    ...common,
    id: `${resource.id} ${i}`,
    account,
    ...(regions.length === 1 ? { region: regions[0]! } : {}),
    claims: parameterClaims({ ...parameters, ...overrides }),
    parameters: { ...parameters, ...overrides },
    at: account.at,
  }));
}

interface Location {
  readonly document: Uri;
  readonly at: SourcePointer;
}

/** The file of its template: the one that `TemplateURL` names, or that a tool uploads there. */
function locationOf(resource: Declaration): Location | undefined {
  const name = templateProperties.get(resource.type);
  const location = name === undefined ? undefined : propertyText(resource, name);
  const path = location && (assetOf(resource) ?? assetNamed(location, resource) ?? literalOf(location.parts));
  if (!path || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)) return undefined;
  return { document: resolveUri(location.at.uri, path), at: location.at };
}

/** What the CDK notes for tools that look for it. */
function assetOf({ place }: Declaration): string | undefined {
  const metadata = child(place, 'Metadata');
  return metadata && wordAt(child(metadata, 'aws:asset:path'));
}

/** `https://s3.…/cdk-assets-…/<hash>.json` */
function assetNamed({ parts }: Text, { scope }: Declaration): string | undefined {
  const last = parts.at(-1);
  const [, hash] = typeof last === 'string' ? (/\/([\w-]+)\.json$/.exec(last) ?? []) : [];
  return hash === undefined ? undefined : scope.template.assets.get(hash);
}

/** Where a stack set lands that names organizational units, or nothing: not with its parent. */
const ofOrganization = opaque('accounts of the organization');

/** Silence would look as if nothing were wrong in it. */
function sayUnread(resource: Declaration): void {
  const body = resource.type === 'AWS::CloudFormation::StackSet' ? property(resource, 'TemplateBody') : undefined;
  if (body) resource.scope.template.problem(unread, body.at, 'information');
}

const unread =
  'the template of this stack set is a text, in which nothing is checked; it is where it has a file of its own that `TemplateURL` names';

interface Target {
  readonly account: Text;
  readonly regions: readonly Text[];
  /** What these instances are given otherwise than the others. */
  readonly overrides: Deployment['parameters'];
}

function targetsOf(resource: Declaration): readonly Target[] {
  const groups = possibleItems(property(resource, 'StackInstancesGroup'), resource.scope);
  return groups
    .flatMap(({ value }) => {
      const targets = child(value, 'DeploymentTargets');
      const inside = (place: Place | undefined): Declaration => ({ ...resource, properties: place ? [place] : [] });
      const regions = textsOf(inside(value), 'Regions');
      const overrides = given(child(value, 'ParameterOverrides'), resource.scope);
      const filter = propertyText(inside(targets), 'AccountFilterType');
      const accounts = areTargets(filter) ? textsOf(inside(targets), 'Accounts') : [];
      return accounts.map(account => ({ account, regions, overrides }));
    })
    .slice(0, MAX_ACCOUNTS);
}

/** `{ Name: value }`, or of a stack set `[{ ParameterKey, ParameterValue }]`. */
function given(place: Place | undefined, scope: Scope): Deployment['parameters'] {
  const entries = possibleItems(place, scope).flatMap(({ value }) => {
    const key = child(value, 'ParameterKey');
    const written = child(value, 'ParameterValue');
    if (key?.node.kind === 'scalar') return [[key.node.raw, parameterValue(written ?? key, scope)] as const];
    return children(value).map(entry => [entry.key, parameterValue(entry.place, scope)] as const);
  });
  return Object.fromEntries(entries);
}

function parameterValue(place: Place, scope: Scope): Text {
  return textAt(place, scope) ?? { parts: [opaque('a list')], at: place.at };
}

/** What a stack gives to the one that it is nested in, by name. */
export function outputsOf(outputs: readonly SectionEntry[]): Readonly<Record<string, Text>> {
  const values = outputs.flatMap(({ key, place, scope }) => {
    const value = child(place, 'Value');
    const meant = value && textAt(value, scope);
    return meant ? [[key, meant] as const] : [];
  });
  return Object.fromEntries(values);
}

/** What other stacks can import. */
export function exportsOf(outputs: readonly SectionEntry[]): readonly { readonly name: Text; readonly value: Text }[] {
  return outputs.flatMap(({ place, scope }) => {
    const exported = child(place, 'Export');
    const name = exported && child(exported, 'Name');
    const value = child(place, 'Value');
    const said = name && textAt(name, scope);
    const meant = value && textAt(value, scope);
    return said && meant ? [{ name: said, value: meant }] : [];
  });
}
