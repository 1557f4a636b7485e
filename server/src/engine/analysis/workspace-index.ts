/**
 * Who can do what, where: facts of all documents joined. This folder sees neither syntax nor formats.
 */
import type { Deployment, DocumentFacts, Environment, Resource, ResourceId, Text } from '../model/model';
import type { Uri } from '../text/text';
import type { Vocabulary } from './environments';

/** A resource that a Text names. `certain` is false when a hole decides. */
export interface Named {
  readonly resource: Resource;
  readonly certain: boolean;
}

/**
 * The facts of all documents, by the questions that rules and analyses ask. What is asked is remembered by whoever asks, so that
 * an answer is worked out again only when one of the facts below it has changed.
 */
export interface WorkspaceIndex {
  document(uri: Uri): DocumentFacts | undefined;
  documents(): Iterable<DocumentFacts>;
  resource(id: ResourceId): Resource | undefined;
  documentOf(resource: Resource): DocumentFacts;
  /** Resources of these kinds that `name` (a name, an ARN, a reference) means, seen from document `from`. */
  named(name: Text, kinds: readonly Resource['kind'][], from: Uri): readonly Named[];
  /** Every resource of a kind, in order of document and place. */
  ofKind(kind: Resource['kind']): Iterable<Resource>;
  /** Policies that say themselves that they are put on this principal (`Roles: [...]`, an attachment resource). */
  policiesPutOn(principal: Resource): readonly Named[];
  /** Where the resource lands; several when its template is deployed several times, none when nothing says. */
  deploymentsOf(resource: Resource): readonly Deployment[];
  environmentOf(resource: Resource): Environment | undefined;
  /** Twelve digits of the account that it lands in, when known and the same in all deployments. */
  accountOf(resource: Resource): string | undefined;
  /** The words for environments that hold in this workspace. */
  readonly vocabulary: Vocabulary;
}
