/**
 * The workspace with a document for each place where a template stands: what a template makes in development is not what it makes in
 * production, though both are written in one line. There, parameters are set and conditions decided, and references stay in one place.
 */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import type { SourcePointer, Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import { existsAt, textAt, whenAt } from '../deployments/at-landing';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { type Standing, standingsOf, standingWord } from './standings';

export interface Landed {
  readonly index: WorkspaceIndex;
  /** No template stands in several places. */
  readonly isAsWritten: boolean;
  /** The same resource as its template has it. */
  written(id: ResourceId): ResourceId;
  /** The same place in its template. */
  place(at: SourcePointer): SourcePointer;
  /** What is said in terms of templates, as it is where a document of the index stands. */
  beside<T>(document: Uri, said: T): T;
  /** What a resource of a template is called in one of its landings. */
  landedId(id: ResourceId, landing: Landing | undefined): ResourceId;
}

export function landed(index: WorkspaceIndex): Landed {
  return index.once('each template where it stands', asked => {
    const documents = asked.documents();
    const apart = documents.flatMap(({ uri }) => {
      const made = placesOf(uri, asked);
      return made.length > 0 ? [[uri, made] as const] : [];
    });
    if (apart.length === 0) return asItIs(asked);
    const instead = new Map(apart);
    const index = asked.instead(documents.flatMap(facts => instead.get(facts.uri) ?? [facts]));
    return { index, isAsWritten: false, ...translating(instead, asked) };
  });
}

function asItIs(index: WorkspaceIndex): Landed {
  return {
    index,
    isAsWritten: true,
    written: id => id,
    place: at => at,
    beside: (_, said) => said,
    landedId: id => id,
  };
}

function translating(
  instead: ReadonlyMap<Uri, readonly DocumentFacts[]>,
  index: WorkspaceIndex,
): Omit<Landed, 'index' | 'isAsWritten'> {
  const templates = new Map([...instead].flatMap(([uri, made]) => made.map(facts => [facts.uri, uri] as const)));
  return {
    written: id => moved(id, uri => templates.get(uri)) as ResourceId,
    place: at => {
      const uri = templates.get(at.uri);
      return uri ? { ...at, uri } : at;
    },
    beside: (document, said) => {
      const template = templates.get(document);
      if (!template) return said;
      const place = folderOf(document).slice(folderOf(template).length);
      const here = (uri: Uri) => {
        const folder = folderOf(uri);
        const moved = `${folder}${place}${uri.slice(folder.length)}` as Uri;
        return templates.has(moved) ? moved : undefined;
      };
      return rewritten(said, text => text, here) as typeof said;
    },
    landedId: (id, landing) => {
      const facts = landing && index.document(landing.deployment.document);
      if (!facts || !instead.has(facts.uri)) return id;
      const uri = uriAt(facts.uri, standingWord(landing, facts, index));
      return moved(id, one => (one === facts.uri ? uri : undefined)) as ResourceId;
    },
  };
}

/** What a template makes in each of the places where it stands; nothing for one that stands in one place. */
function placesOf(uri: Uri, index: WorkspaceIndex): readonly DocumentFacts[] {
  if (standingsOf(uri, index).length === 0) return none;
  return index.lasting(`places of ${uri}`, asked => {
    const facts = asked.document(uri)!;
    return standingsOf(uri, asked).map(standing => factsAt(standing, facts, asked));
  });
}

const none: readonly never[] = [];

/** In a folder of its own, below the one of its template: what lands together from there is together. */
function uriAt(uri: Uri, word: string): Uri {
  const folder = folderOf(uri);
  return `${folder}@${encodeURIComponent(word)}/${uri.slice(folder.length)}` as Uri;
}

function factsAt(standing: Standing, facts: DocumentFacts, index: WorkspaceIndex): DocumentFacts {
  const [only, ...others] = standing.landings;
  const landing = others.length === 0 ? only!.deployment : undefined;
  const resources = facts.resources.flatMap(one => (isMade(one, standing) ? [landing ? made(one, landing) : one] : []));
  const here = forEach((uri: Uri) => {
    const stands = index.document(uri) && standingsOf(uri, index).some(({ word }) => word === standing.word);
    return stands ? uriAt(uri, standing.word) : undefined;
  });
  const found = rewritten({ ...facts, resources }, filling(landing), here) as DocumentFacts;
  const settled = standing.landings.map(one => settledAs(one, found.uri));
  return { ...found, deployments: [...found.deployments.filter(one => one.document !== found.uri), ...settled] };
}

/** Asked once for each uri, as all places of a document say one. */
function forEach(uriFor: (uri: Uri) => Uri | undefined): (uri: Uri) => Uri | undefined {
  const known = new Map<Uri, Uri | undefined>();
  return uri => {
    if (!known.has(uri)) known.set(uri, uriFor(uri));
    return known.get(uri);
  };
}

function isMade({ when }: Resource, { landings }: Standing): boolean {
  return landings.some(({ deployment }) => existsAt(when, deployment) !== 'no');
}

function made(resource: Resource, landing: Deployment): Resource {
  const { when: written, ...own } = resource;
  const when = whenAt(written, landing);
  return when ? { ...own, when } : own;
}

function filling(landing: Deployment | undefined): (text: Text) => Text {
  return landing ? text => textAt(text, landing) : text => text;
}

/** What others say of the template is all in it. */
function settledAs({ deployment, account, statedBy }: Landing, document: Uri): Deployment {
  const at = deployment.account?.at ?? deployment.at;
  return {
    ...deployment,
    id: `${deployment.id} by ${statedBy}`,
    document,
    isSettled: true,
    ...(account === undefined ? {} : { account: { parts: [account], at } }),
  };
}

/** Plain data with its texts filled in, and with other uris for those that have one; what stays the same is the same object. */
function rewritten(value: unknown, fill: (text: Text) => Text, uriFor: (uri: Uri) => Uri | undefined): unknown {
  if (typeof value === 'string') return moved(value, uriFor);
  if (typeof value !== 'object' || value === null) return value;
  const filled: object = !Array.isArray(value) && isText(value) ? fill(value) : value;
  let made: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(filled)) {
    const now = rewritten(item, fill, uriFor);
    if (now === item) continue;
    made ??= (Array.isArray(filled) ? [...filled] : { ...filled }) as Record<string, unknown>;
    made[key] = now;
  }
  return made ?? filled;
}

function isText(value: object): value is Text {
  return 'parts' in value && 'at' in value;
}

/** A uri, or the id of something in its document. */
function moved(text: string, uriFor: (uri: Uri) => Uri | undefined): string {
  if (!text.includes('://')) return text;
  const [uri] = /^[a-z][a-z0-9+.-]*:\/\/[^#]*/i.exec(text) ?? [];
  if (uri === undefined) return text;
  const other = uriFor(uri as Uri);
  return other === undefined ? text : other + text.slice(uri.length);
}
