/** Resources that leave their document: tried in full before anybody is offered it, for nobody reads a whole file again. */
import type { Vocabulary } from '../analysis/environments/environments';
import type { Division, Refusal } from '../formats/format';
import type { DocumentFacts } from '../model/document-facts';
import type { Finding, Fix } from '../rules/rule';
import type { Split } from '../syntax/structural-edit';
import { applyEdits, type SourceDocument, type Uri } from '../text/text';
import { pathBeside } from '../text/uri';
import type { RenderedFix } from './render-fix';
import { isParted } from './same-entries';
import type { Snapshot } from './snapshot';

/** What a split is tried in. */
export interface SplitGround extends Pick<Snapshot, 'source' | 'tree' | 'facts' | 'problems' | 'findings' | 'index'> {
  documents(): readonly Uri[];
  /** What it comes to, as the document's format says it; undefined where that knows nothing of it. */
  divided(split: Split): Division | Refusal | undefined;
  /** The workspace as it would be with these texts, and what rules say of documents there: a split is a fix of what they say of one. */
  tryingDocuments(documents: readonly SourceDocument[]): Snapshot;
}

export function renderSplit(split: Split, ground: SplitGround): RenderedFix | Refusal {
  const { from, to } = split;
  const { text } = ground.source(from) ?? {};
  if (text === undefined) return { refused: 'the document is gone' };
  if (ground.source(to)) return { refused: `\`${nameOf(to)}\` is there already` };
  const division = ground.divided(split) ?? { refused: 'nobody knows how to part a document of its format' };
  if ('refused' in division) return division;
  const staying = { uri: from, text: applyEdits(text, division.staying) };
  const leaving = { uri: to, text: applyEdits(text, division.leaving) };
  const after = ground.tryingDocuments([staying, leaving]);
  const refused =
    decidedByDeployer(division, ground.index.vocabulary) ??
    importedBy(after.facts(to), split, ground) ??
    failure(split, ground, after);
  if (refused !== undefined) return { refused };
  const whole = { range: { start: 0, end: 0 }, text: leaving.text };
  return {
    creates: [to],
    edits: new Map([
      [to, [whole]],
      [from, division.staying],
    ]),
  };
}

/** A template that is deployed once for each environment is to be parted by that, not by its resources. */
function decidedByDeployer({ conditions }: Division, words: Vocabulary): string | undefined {
  const found = conditions.find(({ word }) => words.environmentIn(word) !== undefined);
  return (
    found &&
    `the condition \`${found.condition}\` of \`${found.resource}\` decides by the environment, \`${found.word}\``
  );
}

/** An importer stays in the account that the export leaves. */
function importedBy(leaving: DocumentFacts | undefined, { from, to }: Split, ground: SplitGround): string | undefined {
  for (const { name } of leaving?.exports ?? []) {
    const written = name.parts.filter(part => typeof part === 'string').sort((a, b) => b.length - a.length)[0] ?? '';
    const importer = ground.documents().find(uri => {
      const { text = '' } = (uri !== from && uri !== to && ground.source(uri)) || {};
      return text.includes('ImportValue') && text.includes(written);
    });
    if (importer) return `\`${nameOf(importer)}\` imports what would leave`;
  }
  return undefined;
}

/** What is wrong with the two texts, or nothing. */
function failure({ from, to, ...split }: Split, before: SplitGround, after: Snapshot): string | undefined {
  const [was, stays, leaves] = [before.facts(from), after.facts(from), after.facts(to)];
  if (!was || stays?.format !== was.format || leaves?.format !== was.format) return 'a part would be no template';
  const known = new Set(before.problems(from).map(({ message }) => message));
  const problem = [from, to].flatMap(uri => after.problems(uri)).find(({ message }) => !known.has(message));
  if (problem) return `in one of the two files, ${problem.message}`;
  const [whole, here, there] = [before.tree(from), after.tree(from), after.tree(to)];
  if (!whole || !here || !there || !isParted(whole, here, there)) return 'a YAML anchor holds its parts together';
  if (!haveSame(was, stays, leaves)) return 'its resources would mean something else';
  return isMended({ from, to, ...split }, before, after) ? undefined : 'the environments would still share an account';
}

/** Whether each resource says in one of two documents what it says in the first, and no other does. */
function haveSame(whole: DocumentFacts, here: DocumentFacts, there: DocumentFacts): boolean {
  const said = ({ resources, uri }: DocumentFacts) =>
    resources.map(resource => JSON.stringify(resource).replaceAll(JSON.stringify(uri).slice(1, -1), whole.uri));
  return said(whole).sort().join('\n') === [...said(here), ...said(there)].sort().join('\n');
}

/** Whether the finding is gone; where the new document lands in the same account, both share it as before, and nobody hides that. */
function isMended(split: Split, before: SplitGround, after: Snapshot): boolean {
  const was = before.findings(split.from);
  const own = was.find(({ fixes }) => fixes.some(fix => isSame(fix, split)));
  if (!own) return false;
  const known = new Set(was.filter(finding => finding !== own).map(({ fingerprint }) => fingerprint));
  const isNew = ({ rule, severity, fingerprint }: Finding) =>
    rule === own.rule && severity !== 'hint' && !known.has(fingerprint);
  const landed = after.index.landingsOf(split.to).length > 0;
  return !after.findings(split.from).some(isNew) && (landed || !after.findings(split.to).some(isNew));
}

function isSame({ split }: Fix, other: Split): boolean {
  return split !== undefined && JSON.stringify(split) === JSON.stringify(other);
}

function nameOf(uri: Uri): string | undefined {
  return pathBeside(uri, uri);
}
