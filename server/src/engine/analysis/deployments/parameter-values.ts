/** What is given for a template's parameters where it is deployed. A value that is given decides; a default speaks where none is. */
import type { Resource } from '../../model/resource';
import type { Condition, PolicyStatement } from '../../model/statement';
import { type Hole, joined, type Patterns, type Text } from '../../model/text';
import type { When } from '../../model/when';
import type { SourcePointer, Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { existsAt, hasDefaults, textAt, whenAt } from './at-landing';

/** Puts into texts what one deployment gives for the parameters in them. */
export interface ParameterValues {
  text(text: Text): Text;
  statement(statement: PolicyStatement): PolicyStatement;
  /** The choices of a document that a deployment leaves open: absent where it makes them all, an empty list where it excludes it. */
  when(when: When | undefined, document: Uri): When | undefined;
}

/** More ways to deploy a template than this are not told apart: what they give for a parameter is open. */
const MAX_WAYS = 8;

/** How many parents are asked what the value that they hand on is. */
const MAX_HOPS = 6;

/** Values of more parts than this are open. */
const MAX_PARTS = 50;

/** What nobody decides, or somebody has put in before. */
export const asWritten: ParameterValues = { text: text => text, statement: statement => statement, when: when => when };

/**
 * The values of each way in which the principal is deployed, as far as they can matter to texts that decide what it may do, and to
 * whether these are there at all; one at least.
 */
export function valuesFor(
  principal: Resource,
  deciding: readonly Text[],
  index: WorkspaceIndex,
  circumstances: readonly (When | undefined)[] = [],
): readonly ParameterValues[] {
  const names = decidingNames(deciding, circumstances);
  if (names.size === 0) return [deciding.some(isHandedOn) ? new LandingValues(index, undefined) : asWritten];
  const landings = callersOf(index.deploymentsOf(principal), principal.at.uri);
  const distinct = new Map(landings.map(landing => [wordsOf(landing, names), landing]));
  if (distinct.size === 0 || distinct.size > MAX_WAYS) return [new LandingValues(index, undefined)];
  return [...distinct.values()].map(landing => new LandingValues(index, landing));
}

/** What parameters and choices are called; most principals have none, and none is made for them. */
function decidingNames(texts: readonly Text[], circumstances: readonly (When | undefined)[]): ReadonlySet<string> {
  const names = new Set<string>();
  const choices: When[] = circumstances.filter(when => when !== undefined);
  for (const { parts } of texts) {
    for (const part of parts) {
      const hole = parameterIn(part);
      if (hole) names.add(hole.hole);
      for (const { when } of hole?.cases ?? []) choices.push(when);
    }
  }
  for (const { of } of choices.flat(2)) {
    names.add(of);
    for (const [, name] of of.matchAll(/\$\{([^}]*)\}/g)) names.add(name!);
  }
  return names;
}

/** Every text of a statement that may hold a parameter. */
export function textsOf({ actions, resources, conditions }: PolicyStatement): readonly Text[] {
  return [...actions.list, ...resources.list, ...conditions.flatMap(({ values }) => values)];
}

/** A module's own provider blocks call nobody: whoever calls the module gives the values. */
function callersOf(landings: readonly Landing[], document: Uri): readonly Landing[] {
  const others = landings.filter(({ statedBy }) => !isOfModule(document) || folderOf(statedBy) !== folderOf(document));
  return others.length > 0 ? others : landings;
}

function isOfModule(document: Uri): boolean {
  return document.endsWith('.tf.json');
}

function parameterIn(part: string | Hole): Hole | undefined {
  return typeof part !== 'string' && part.kind === 'parameter' ? part : undefined;
}

/** What another stack exports, or a nested one puts out. */
function handedOnIn(part: string | Hole): Hole | undefined {
  if (typeof part === 'string') return undefined;
  const isImport = part.import !== undefined || part.importNamed !== undefined;
  return isImport || (part.resource && part.attribute?.startsWith('Outputs.')) ? part : undefined;
}

function isHandedOn({ parts }: Text): boolean {
  return parts.some(handedOnIn);
}

function isOpen({ parts }: Text): boolean {
  return parts.some(part => parameterIn(part) ?? handedOnIn(part));
}

/** A parameter that may be anything. */
function opened(part: string | Hole): string | Hole {
  const hole = parameterIn(part);
  return hole ? { hole: hole.hole, kind: 'parameter' } : part;
}

/** The same for landings that give the same for these parameters. */
function wordsOf({ deployment, statedBy }: Landing, names: ReadonlySet<string>): string {
  const bases = new Set([...names].map(baseOf));
  const given = Object.entries(deployment.parameters).filter(([name]) => bases.has(baseOf(name)));
  const places = ['account', 'region', 'name'] as const;
  const ambient = [...names].some(name => name.startsWith('AWS::')) ? places.map(place => deployment[place]) : [];
  if (given.length === 0 && ambient.length === 0) return hasDefaults(deployment) ? 'defaults' : '';
  return JSON.stringify([statedBy, given.map(([name, { parts }]) => [name, parts]), ambient]);
}

/** `var.roles` of `var.roles[0]`: a list that is given takes the place of the whole default. */
function baseOf(name: string): string {
  return /^(?:var\.)?[^.[]*/.exec(name)![0];
}

/** In the principal's own template, or in the files of its module, by its landing; elsewhere by all landings, if they agree. */
class LandingValues implements ParameterValues {
  private readonly known = new Map<string, Text['parts']>();
  private readonly landings = new Map<Uri, readonly Landing[]>();

  constructor(
    private readonly index: WorkspaceIndex,
    private readonly landing: Landing | undefined,
  ) {}

  text(text: Text): Text {
    return this.filled(text, 0);
  }

  statement(statement: PolicyStatement): PolicyStatement {
    const when = this.when(statement.when, statement.at.uri);
    const { when: _, ...own } = this.filledStatement(statement);
    if (when === statement.when) return this.filledStatement(statement);
    return when ? { ...own, when } : own;
  }

  when(when: When | undefined, document: Uri): When | undefined {
    const [first, ...others] = when ? this.landingsFor(document) : [];
    if (!first) return when;
    if (others.length === 0)
      return existsAt(when, first.deployment) === 'maybe' ? when : whenAt(when, first.deployment);
    return [first, ...others].every(({ deployment }) => existsAt(when, deployment) === 'no') ? [] : when;
  }

  private filledStatement(statement: PolicyStatement): PolicyStatement {
    if (!textsOf(statement).some(isOpen)) return statement;
    const { actions, resources, conditions } = statement;
    const patterns = (all: Patterns): Patterns => ({ ...all, list: this.list(all.list) });
    const condition = (one: Condition): Condition => ({ ...one, values: this.list(one.values) });
    return {
      ...statement,
      actions: patterns(actions),
      resources: patterns(resources),
      conditions: conditions.map(condition),
    };
  }

  /** A parameter that stands alone in a list may be a list. */
  private list(texts: readonly Text[]): readonly Text[] {
    const placed = new Set<string>();
    return texts.flatMap(text => {
      const hole = text.parts.length === 1 ? parameterIn(text.parts[0]!) : undefined;
      const items = hole && this.itemsGiven(hole, text.at.uri);
      if (!items) return [this.filled(text, 0)];
      const base = baseOf(hole.hole);
      if (placed.has(base)) return [];
      placed.add(base);
      return items.map(item => ({ ...this.filled(item, 1), at: text.at }));
    });
  }

  private itemsGiven({ hole }: Hole, document: Uri): readonly Text[] | undefined {
    const [landing, ...others] = this.landingsFor(document);
    if (!landing || others.length > 0) return undefined;
    const base = baseOf(hole);
    const whole = given(landing, base);
    if (whole) return base.startsWith('var.') ? [whole] : splitAtCommas(whole);
    const items = Object.entries(landing.deployment.parameters).filter(([name]) => name.startsWith(`${base}[`));
    return items.length > 0 ? items.map(([, value]) => value) : undefined;
  }

  private filled(text: Text, hops: number): Text {
    if (!isOpen(text)) return text;
    const parts = text.parts.flatMap(part => {
      const hole = parameterIn(part) ?? handedOnIn(part);
      return hole ? this.valueOf(hole, text.at.uri, hops) : [part];
    });
    return { ...text, parts: parts.length > MAX_PARTS ? text.parts.map(opened) : joined(parts) };
  }

  /** Worked out once: a value may hold a parameter many times, and that one's value another. */
  private valueOf(hole: Hole, document: Uri, hops: number): Text['parts'] {
    const name = `${hops} ${document} ${hole.hole} ${hole.default}`;
    const found =
      this.known.get(name) ?? (handedOnIn(hole) ? this.handedOn : this.workedOut).call(this, hole, document, hops);
    this.known.set(name, found);
    return found;
  }

  /** Where nobody else may be meant. */
  private handedOn(hole: Hole, document: Uri, hops: number): Text['parts'] {
    const [only, ...others] = this.index.handedOn(hole, document);
    const isKnown = only?.certain && others.length === 0 && hops < MAX_HOPS;
    return isKnown ? this.filled(only.value, hops + 1).parts : [hole];
  }

  private workedOut(hole: Hole, document: Uri, hops: number): Text['parts'] {
    const landings = this.landingsFor(document);
    const values = landings.map(landing => given(landing, hole.hole));
    const [value] = values;
    const isGiven = landings.some(landing => gives(landing, hole.hole));
    if (!isGiven) return hole.cases ? chosen(hole, landings) : [hole];
    const agree = value !== undefined && values.every(other => other && sameParts(other, value));
    return agree && hops < MAX_HOPS ? this.filled(value, hops + 1).parts : [opened(hole)];
  }

  private landingsFor(document: Uri): readonly Landing[] {
    const found = this.landings.get(document) ?? this.landingsThere(document);
    this.landings.set(document, found);
    return found;
  }

  private landingsThere(document: Uri): readonly Landing[] {
    const { landing } = this;
    const all = callersOf(this.index.landingsOf(document), document);
    if (!landing) return all;
    if (document === landing.deployment.document) return [landing];
    const isOfSameModule = isOfModule(document) && folderOf(document) === folderOf(landing.deployment.document);
    const same = all.filter(
      other => other.statedBy === landing.statedBy && other.deployment.name === landing.deployment.name,
    );
    return isOfSameModule && same.length > 0 ? same.slice(0, 1) : all;
  }
}

/** What choices make of it, where all landings choose alike. */
function chosen(hole: Hole, landings: readonly Landing[]): Text['parts'] {
  const at: SourcePointer = { uri: '' as Uri, path: [], part: 'value' };
  const [first, ...others] = landings.map(({ deployment }) => textAt({ parts: [hole], at }, deployment));
  return first && others.every(other => sameParts(first, other)) ? first.parts : [hole];
}

function given({ deployment: { parameters } }: Landing, name: string): Text | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

function gives({ deployment: { parameters } }: Landing, name: string): boolean {
  const base = baseOf(name);
  return Object.keys(parameters).some(one => baseOf(one) === base);
}

function sameParts(a: Text, b: Text): boolean {
  return JSON.stringify(a.parts) === JSON.stringify(b.parts);
}

/** CloudFormation hands lists on as one text. */
function splitAtCommas(text: Text): readonly Text[] {
  const items: (string | Hole)[][] = [[]];
  for (const part of text.parts) {
    const [first, ...rest] = typeof part === 'string' ? part.split(',') : [part];
    items.at(-1)!.push(first!);
    for (const word of rest) items.push([word]);
  }
  return items.map(parts => ({ ...text, parts: joined(parts.map(trimmed)) }));
}

function trimmed(part: string | Hole): string | Hole {
  return typeof part === 'string' ? part.trim() : part;
}
