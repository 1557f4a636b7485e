import type { AccountMap } from '../analysis/account-map/account-map';
import { indexOf } from '../analysis/index/index-of';
import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { Division, Refusal } from '../formats/format';
import type { DocumentFacts } from '../model/document-facts';
import type { Problem } from '../model/problem';
import type { Report } from '../rules/check';
import type { Finding, Fix } from '../rules/rule';
import { rangeOf } from '../syntax/pointer';
import type { Split } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, SourcePointer, SourceRange, Uri } from '../text/text';
import { accessChanges, type Broadened } from './access-changes';
import type { MapGround } from './account-map';
import { type Derived, deriving } from './derived';
import type { DocumentState } from './document-state';
import { expiredIn } from './expired';
import { chosenSeverity, findingsOf } from './findings';
import { inOrder } from './in-order';
import { type DocumentProblem, problemsIn } from './problems';
import { allReadWhole, mayMeanBroken } from './read-whole';
import { type RenderedFix, renderFix } from './render-fix';
import { reportsOf, type SaidByOther } from './said-by-others';
import { contradictionsIn } from './settings/contradictions';
import type { AccessChanges, Before, Snapshot } from './snapshot';
import { affected, type SnapshotParts, withTexts } from './snapshot-parts';
import { renderSplit, type SplitGround } from './split-fix';
import { type Allowing, reportsOfAllowances } from './unused-allowances';
import { SourceAllowances } from './written/source-allowances';
import { type Spoken, StandingFindings } from './written/standing-findings';
import { type Ground, WrittenPlaces } from './written/written-places';

/** Nothing is worked out before it is asked for. */
export class WorkspaceSnapshot implements Snapshot, Ground, Spoken, SplitGround, MapGround, Broadened {
  private known: Derived | undefined;
  private readonly spoken = new Map<Uri, readonly Finding[]>();
  private readonly found = new Map<Uri, readonly Finding[]>();
  private readonly splits = new Map<Split, RenderedFix | Refusal>();
  private readonly places = new WrittenPlaces(this);
  private readonly inSources = new SourceAllowances(
    uri => this.tree(uri),
    () => this.parts.today,
  );
  private readonly standing = new StandingFindings(this, this.places, this.inSources);
  private allWhole: boolean | undefined;
  private map: AccountMap | undefined;
  private parts: SnapshotParts;

  constructor(parts: SnapshotParts) {
    this.parts = parts;
  }

  get revision(): number {
    return this.parts.revision;
  }

  get roots(): readonly Uri[] {
    return this.parts.roots;
  }

  get modified(): ReadonlyMap<Uri, number> {
    return this.parts.modified;
  }

  get index(): WorkspaceIndex {
    return indexOf(this.derived().data);
  }

  documents(): readonly Uri[] {
    return [...this.derived().facts.keys()].sort();
  }

  others(): readonly Uri[] {
    const { facts } = this.derived();
    return [...this.parts.states.keys()].filter(uri => !facts.has(uri)).sort();
  }

  source(uri: Uri): SourceDocument | undefined {
    return this.state(uri)?.source;
  }

  tree(uri: Uri): SyntaxTree | undefined {
    return this.state(uri)?.tree();
  }

  facts(uri: Uri): DocumentFacts | undefined {
    return this.derived().facts.get(uri);
  }

  problems(uri: Uri): readonly DocumentProblem[] {
    const facts = this.facts(uri);
    const state = this.state(uri);
    if (!state) return [];
    if (!facts) return this.placed(this.inSources.problems(uri));
    const more = [...expiredIn(facts, this.parts.today), ...contradictionsIn(facts, this.index)];
    return problemsIn(state.source.text, state.syntaxProblems(), this.placed([...facts.problems, ...more]));
  }

  findings(uri: Uri): readonly Finding[] {
    const known = this.found.get(uri);
    if (known) return known;
    const sorted = inOrder(this.standing.of(uri), at => this.range(at));
    this.found.set(uri, sorted);
    return sorted;
  }

  judgedOf(uri: Uri, said: readonly SaidByOther[]): readonly Finding[] {
    const facts = this.facts(uri);
    const tree = this.tree(uri);
    return facts && tree ? inOrder(this.judged(facts, reportsOf(uri, tree, said)), at => this.range(at)) : [];
  }

  sources(): readonly Uri[] {
    return this.standing.sources();
  }

  wanted(): readonly Uri[] {
    for (const _ of this.standing.placing());
    return [...this.places.wanted].sort();
  }

  place(): Generator<void, void, void> {
    return this.standing.placing();
  }

  *survey(): Generator<void, void, void> {
    this.map ??= yield* this.parts.drawn.drawing(this);
  }

  accountMap(): AccountMap {
    for (const _ of this.survey());
    return this.map!;
  }

  written(at: SourcePointer): SourcePointer {
    return this.places.of(at)?.at ?? at;
  }

  spokenOf(): readonly Uri[] {
    const { reportsIn, facts } = this.derived();
    const allowing = [...facts.values()].filter(({ allowed }) => allowed.length > 0).map(({ uri }) => uri);
    return [...new Set([...reportsIn.keys(), ...allowing])].sort();
  }

  said(uri: Uri): readonly Finding[] {
    const known = this.spoken.get(uri);
    if (known) return known;
    const facts = this.facts(uri);
    const said = facts ? this.judged(facts, this.reportsIn(facts)) : [];
    this.spoken.set(uri, said);
    return said;
  }

  range(at: SourcePointer): SourceRange {
    const tree = this.tree(at.uri);
    return tree ? rangeOf(tree, at) : { start: 0, end: 0 };
  }

  edits(fix: Fix): RenderedFix | undefined {
    const parted = fix.split && this.parted(fix.split);
    if (parted) return 'refused' in parted ? undefined : parted;
    if (fix.refused !== undefined) return undefined;
    return renderFix(fix, { tree: uri => this.tree(uri), folder: uri => this.folder(uri) });
  }

  refusal(fix: Fix): string | undefined {
    const parted = fix.split && this.parted(fix.split);
    return parted && 'refused' in parted ? parted.refused : fix.refused;
  }

  divided(split: Split): Division | Refusal | undefined {
    return this.state(split.from)?.divided(split, this);
  }

  trying(documents: readonly SourceDocument[]): Snapshot {
    return this.aside(documents);
  }

  factsAlone(): Snapshot {
    return this.aside([], 'nothing');
  }

  tryingDocuments(documents: readonly SourceDocument[]): Snapshot {
    return this.aside(documents, 'documents');
  }

  factsOf(documents: readonly SourceDocument[], without: readonly Uri[]): Snapshot {
    return this.aside(documents, 'nothing', without);
  }

  since(before: Before): Generator<void, AccessChanges, void> {
    return accessChanges(this, before);
  }

  judged(document: DocumentFacts, reports: readonly Report[]): readonly Finding[] {
    const tree = this.tree(document.uri);
    if (!tree || reports.length === 0) return [];
    const { today, rules } = this.parts;
    const applies = (fix: Fix) => this.edits(fix) !== undefined;
    return findingsOf(document, reports, { index: this.index, language: tree.language, today, rules, applies });
  }

  *prepare(): Generator<void, void, void> {
    for (const uri of this.parts.touched) {
      this.state(uri)?.facts(this);
      yield;
    }
    this.derived();
  }

  state(uri: Uri): DocumentState | undefined {
    return this.parts.states.get(uri);
  }

  folder(folder: Uri): readonly Uri[] {
    return this.parts.folders.get(folder) ?? [];
  }

  /** What the next snapshot starts from: what was derived last, here or before, and which documents may differ from it. */
  heritage(): { readonly before: Derived; readonly touched: ReadonlySet<Uri> } {
    return this.known ? { before: this.known, touched: new Set() } : this.parts;
  }

  private aside(
    documents: readonly SourceDocument[],
    asked = this.parts.asked,
    without: readonly Uri[] = [],
  ): Snapshot {
    return new WorkspaceSnapshot({ ...withTexts({ ...this.parts, ...this.heritage() }, documents, without), asked });
  }

  private parted(split: Split): RenderedFix | Refusal {
    const known = this.splits.get(split);
    if (known) return known;
    const parted = renderSplit(split, this);
    this.splits.set(split, parted);
    return parted;
  }

  private derived(): Derived {
    if (!this.known) {
      const { before, touched, states, asked } = this.parts;
      this.known = deriving[asked](before, affected(states, touched), uri => this.state(uri)?.facts(this));
      this.parts = { ...this.parts, before: this.known, touched: new Set() };
    }
    return this.known;
  }

  private placed(problems: readonly Problem[]): readonly DocumentProblem[] {
    return problems.map(({ at, ...problem }) => ({ ...problem, range: this.range(at) }));
  }

  /** What rules say in a document, of its allowances too. */
  private reportsIn(facts: DocumentFacts): readonly Report[] {
    const said = this.derived().reportsIn.get(facts.uri) ?? [];
    return facts.allowed.length > 0 ? [...said, ...reportsOfAllowances(facts, this.allowing())] : said;
  }

  private allowing(): Allowing {
    const { index } = this;
    const { reportsIn, facts } = this.derived();
    const { today, rules, states, isWhole } = this.parts;
    return {
      index,
      reportsIn,
      today,
      isOff: (rule, by) => chosenSeverity(rule, by, { index, rules }) === 'off',
      isReadWhole: (allowance, by) => {
        this.allWhole ??= isWhole && allReadWhole(states, facts);
        return this.allWhole && !mayMeanBroken(allowance, by, states, facts);
      },
    };
  }
}
