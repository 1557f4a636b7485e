/** What a resource says itself of who may do what with it: a role's trust policy, a key's, a bucket's, and those put on it. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement, Principal } from '../../model/statement';
import { type Hole, isAddress, type Text } from '../../model/text';
import type { Choice, When } from '../../model/when';
import { glob, type Language, nothing } from '../../policy/language';
import type { Said, Target } from '../../policy/question';
import type { Given } from '../../policy/reading';
import { conjoin } from '../../policy/when';
import type { Uri } from '../../text/text';
import { type ParameterValues, textsOf, valuesFor } from '../deployments/parameter-values';
import { inOwnRegion } from '../deployments/regions';
import type { WorkspaceIndex } from '../index/workspace-index';
import { givenFor } from './iam-names';
import type { Identity } from './identity';
import { controlPoliciesOn } from './organization';

/** As one deployment has it. */
export interface ResourcePolicy {
  readonly resource: Resource;
  /** Undefined for one that nobody here can read. */
  readonly statements: readonly Said[] | undefined;
  readonly values: ParameterValues;
}

/** For each of the ways to deploy the resource that give other values for parameters in its policies; one at least. */
export function resourcePolicies(resource: Resource, index: WorkspaceIndex): readonly ResourcePolicy[] {
  const written = statementsOn(resource, index);
  const deciding = written.flatMap(({ statement }) => [...textsOf(statement), ...principalsIn(statement)]);
  const circumstances = written.flatMap(({ statement, when }) => [statement.when, when]);
  return valuesFor(resource, deciding, index, circumstances).map(values => {
    const statements = written.map(said => ({
      ...said,
      statement: withValues(said.statement, values),
      when: values.when(said.when, said.statement.at.uri),
    }));
    return { resource, statements: isUnread(resource, written) ? undefined : statements, values };
  });
}

function statementsOn(resource: Resource, index: WorkspaceIndex): readonly Said[] {
  const put = isIdentity(resource) ? [] : index.policiesPutOn(resource);
  return [resource, ...put].flatMap(holder =>
    holder.trust.map(statement => ({
      statement: onItself(inOwnRegion(statement, holder, index), resource),
      when: holder.when,
    })),
  );
}

/** Permissions of functions and buses, which templates write as properties, name what they stand on by its name, or refer to it. */
function onItself(statement: PolicyStatement, { kind }: Resource): PolicyStatement {
  const isItself = (text: Text) => isName(text) || (kind === 'compute' && isReference(text));
  const { resources } = statement;
  if (!resources.list.some(isItself)) return statement;
  const list = resources.list.map(text => (isItself(text) ? { ...text, parts: ['*'] } : text));
  return { ...statement, resources: { ...resources, list } };
}

function isName(text: Text): boolean {
  const [first] = text.parts;
  if (typeof first === 'string') return !isAddress(text) && !first.startsWith('*');
  return isReference(text) && first?.attribute === 'name';
}

function isReference({ parts: [only, ...others] }: Text): boolean {
  return others.length === 0 && typeof only === 'object' && only.kind === 'reference';
}

function isIdentity({ kind }: Resource): boolean {
  return kind === 'role' || kind === 'user' || kind === 'group' || kind === 'permission-set';
}

/** Every role has a trust policy. */
function isUnread({ kind }: Resource, written: readonly Said[]): boolean {
  return kind === 'role' && written.length === 0;
}

/**
 * In an account, as it is for requests of this identity. Choices of another template than the principal's have nothing to do with
 * its own of the same name.
 */
export function targetAt(
  { resource, statements, values }: ResourcePolicy,
  account: string,
  identity: Identity,
  caller: Given,
  index: WorkspaceIndex,
): Target {
  const own = givenFor(resource, index, values);
  const named = (hole: Hole) => (means(hole, identity, resource, index) ? identity.arn : own.nameOf?.(hole));
  const given: Given = { ...own, ...caller, account, nameOf: named };
  const isFar = resource.at.uri !== identity.principal.at.uri;
  return {
    statements: statements?.map(said => opened(isFar ? apart(said, resource.at.uri) : said, given)),
    guarded: statements?.length === 0 ? nothing : guardedOf(resource),
    controls: controlPoliciesOn(account, 'resource', index),
    given,
  };
}

/** Whether a reference, an import too, is to who asks. */
function means(hole: Hole, { principal }: Identity, { at }: Resource, index: WorkspaceIndex): boolean {
  if (hole.attribute === 'name') return false;
  if (hole.resource !== undefined) return hole.resource === principal.id && hole.attribute === 'arn';
  if (hole.import === undefined) return false;
  const named = index.named({ parts: [hole], at }, ['role', 'user'], at.uri);
  return named.length === 1 && named[0]!.certain && named[0]!.resource.id === principal.id;
}

/**
 * "A key policy ... must allow" ("Key policies in AWS KMS"), and so must a trust policy ("IAM roles"). A key without one has the
 * default, which leaves all to the account.
 */
function guardedOf({ kind, type }: Resource): Language {
  if (kind === 'role') return glob('sts:*', { ignoreCase: true });
  return KEYS.has(type) ? glob('kms:*', { ignoreCase: true }) : nothing;
}

const KEYS = new Set([
  ...['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'aws_kms_key', 'aws_kms_replica_key'],
  ...['aws_kms_external_key', 'aws_kms_replica_external_key'],
]);

/** Nobody knows what a policy names by a resource that is not known: it stands on this one, and so it may well be this. */
function opened(said: Said, given: Given): Said {
  const open = (text: Text): Text => ({
    ...text,
    parts: text.parts.map(part =>
      typeof part !== 'string' && part.kind === 'reference' && given.nameOf?.(part) === undefined
        ? { ...part, kind: 'opaque' }
        : part,
    ),
  });
  const { resources } = said.statement;
  return { ...said, statement: { ...said.statement, resources: { ...resources, list: resources.list.map(open) } } };
}

function apart(said: Said, uri: Uri): Said {
  const when = conjoin(said.when, said.statement.when);
  const { when: _, ...statement } = said.statement;
  return { ...said, statement, when: when && ofDocument(when, uri) };
}

function ofDocument(when: When, uri: Uri): When {
  const named = (choice: Choice): Choice => ({ ...choice, of: `${choice.of} in ${uri}` });
  return when.map(alternative => alternative.map(named));
}

/** What a deployment can give a value for: an account, an ARN, or anyone. */
function principalsIn({ principals }: PolicyStatement): readonly Text[] {
  return (principals?.list ?? []).flatMap(principal =>
    principal.kind === 'account' ? [principal.account] : principal.kind === 'identity' ? [principal.arn] : [],
  );
}

/** With its principals' accounts and ARNs. */
function withValues(statement: PolicyStatement, values: ParameterValues): PolicyStatement {
  const filled = values.statement(statement);
  const { principals } = filled;
  if (!principals) return filled;
  const list = principals.list.map((principal): Principal => {
    if (principal.kind === 'account') return { ...principal, account: values.text(principal.account) };
    return principal.kind === 'identity' ? { ...principal, arn: values.text(principal.arn) } : principal;
  });
  return { ...filled, principals: { ...principals, list } };
}
