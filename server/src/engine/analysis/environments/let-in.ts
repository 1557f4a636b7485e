/** Which environment they belong to whom a policy lets in. */
import { parseArn, splitResource } from '../../model/arn';
import type { Resource } from '../../model/resource';
import type { Principal } from '../../model/statement';
import { certainReadings, literalOf, possibleReadings, type Text } from '../../model/text';
import type { Uri } from '../../text/text';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { literalOf as marked } from './environments';
import { environmentOfAccount, type KnownEnvironment, knownEverywhere } from './known-environment';

/** A principal of known environment. */
export interface KnownPrincipal extends KnownEnvironment {
  /** Twelve digits, where it is written out. */
  readonly account?: string;
  /** The resource that it is. */
  readonly resource?: Resource;
  /** Who is named, as far as deployment is taken to decide it here. */
  readonly principal: Principal;
  /** False where deployment may choose another. */
  readonly certain: boolean;
}

type Found = Omit<KnownPrincipal, 'principal'>;

/** Services, identity providers and everybody belong to none; nor does the account that the policy itself stands in. */
export function environmentOfPrincipal(
  principal: Principal,
  from: Resource,
  landing: Landing | undefined,
  index: WorkspaceIndex,
): KnownPrincipal | undefined {
  if (principal.kind !== 'account' && principal.kind !== 'identity') return undefined;
  const text = principal.kind === 'account' ? principal.account : principal.arn;
  const own = landing?.account ?? index.accountOf(from);
  const isOpen = text.parts.some(part => typeof part === 'object' && part.kind === 'parameter');
  for (const parts of isOpen ? [...certainReadings(text), ...possibleReadings(text)] : [text.parts]) {
    const reading = { ...text, parts };
    const found = ofReading(reading, from.at.uri, own, index);
    if (found) return { ...found, principal: named(principal.kind, reading), certain: found.certain && !isOpen };
  }
  return undefined;
}

function named(kind: 'account' | 'identity', text: Text): Principal {
  return kind === 'account' ? { kind, account: text, at: text.at } : { kind, arn: text, at: text.at };
}

function ofReading(text: Text, uri: Uri, own: string | undefined, index: WorkspaceIndex): Found | undefined {
  const account = accountIn(text);
  if (account === undefined) return inOwnAccount(text, uri, index);
  const isAll = isWholeAccount(text);
  if (account === own && isAll) return undefined;
  const ofAccount = environmentOfAccount(account, index);
  if (ofAccount) return { ...ofAccount, account, certain: true };
  const called = isAll ? undefined : byName(text, account, uri, index);
  return called && { ...called, account };
}

/** The account of an identity's ARN, or one that stands alone. */
function accountIn(text: Text): string | undefined {
  const arn = parseArn(text);
  const written = literalOf(arn ? arn.account : text);
  return written !== undefined && /^\d{12}$/.test(written) ? written : undefined;
}

function isWholeAccount(text: Text): boolean {
  const arn = parseArn(text);
  return !arn || literalOf(arn.resource) === 'root';
}

/** A reference, an import, or an ARN without a written account. */
function inOwnAccount(text: Text, uri: Uri, index: WorkspaceIndex): Found | undefined {
  const [only] = text.parts;
  if (parseArn(text)) return byName(text, undefined, uri, index);
  if (text.parts.length > 1 || typeof only !== 'object') return undefined;
  const [named, ...others] = index.named(text, ['role', 'user'], uri);
  const known = named && others.length === 0 ? knownEverywhere(named.resource, index) : undefined;
  return known && { ...known, resource: named!.resource, certain: named!.certain };
}

/** The workspace's own principals of that name, where they agree; else what the name says. */
function byName(text: Text, account: string | undefined, uri: Uri, index: WorkspaceIndex): Found | undefined {
  const arn = parseArn(text)!;
  const called = index
    .named(text, ['role', 'user'], uri)
    .map(({ resource }) => resource)
    .filter(resource => account === undefined || (index.accountOf(resource) ?? account) === account);
  const known = called.map(resource => knownEverywhere(resource, index));
  const [first] = known;
  if (first && known.every(one => one?.name === first.name)) {
    const isSure = account === undefined || index.accountOf(called[0]!) === account;
    return { ...first, isMeant: first.isMeant && isSure, resource: called[0]!, certain: true };
  }
  const { name } = splitResource(arn.resource);
  const said = called.length > 0 ? undefined : index.vocabulary.environmentIn(marked(name));
  if (!said) return undefined;
  return { ...said, isMeant: false, because: { message: `its name says ${said.name}`, at: text.at }, certain: true };
}
