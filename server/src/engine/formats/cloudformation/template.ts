/**
 * CloudFormation and SAM templates: their words, their functions, their resources. Nothing here judges.
 */
import type { ResourceId } from '../../model/ids';
import type { Problem } from '../../model/problem';
import type { Hole } from '../../model/text';
import type { SyntaxTree } from '../../syntax/tree';
import type { SourcePointer, Uri } from '../../text/text';
import type { Place } from '../place';
import type { Circumstance } from '../when';
import type { Declarations } from './declarations';
import type { ProblemList } from './problems';

export type Part = string | Hole;
export type Parts = readonly Part[];

/** What a parameter's `Ref` stands for. */
export interface Parameter {
  readonly hole: Hole;
  /** Its value is a list; `list` is the default's items, absent where there is no default. */
  readonly isList: boolean;
  readonly list?: readonly string[];
}

/** Files beside a template that a tool uploads before it deploys this, by the hash under which they are found there. */
export type Assets = ReadonlyMap<string, string>;

/** A template's sections by name; it lives as long as one reading of the text. */
export interface Template {
  readonly uri: Uri;
  readonly tree: SyntaxTree;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly mappings: ReadonlyMap<string, Place>;
  readonly resources: Declarations;
  readonly assets: Assets;
  /** Macros and modules may make anything: what is not in the text may be there all the same. */
  readonly mayMakeMore: boolean;
  /** When the condition of this name holds. */
  condition(name: string): Circumstance;
  /** How much is still read: aliases and nested functions can make much out of a short text. */
  readonly work: { left: number };
  readonly problems: ProblemList;
  problem(message: string, at: SourcePointer, severity?: Problem['severity']): void;
}

/** A template, what the loops around a place have bound, and when the resource is there that the place belongs to. */
export interface Scope {
  readonly template: Template;
  readonly when: Circumstance;
  readonly bindings: ReadonlyMap<string, Part>;
}

export interface Scoped {
  readonly place: Place;
  readonly scope: Scope;
}

export function resourceId(uri: Uri, logicalId: string): ResourceId {
  return `${uri}#${logicalId}` as ResourceId;
}

/** Takes steps of work; false when there are none left. */
export function takeStep(template: Template, steps = 1): boolean {
  template.work.left -= steps;
  return template.work.left > 0;
}
