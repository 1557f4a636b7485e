import { isNested } from '../../../analysis/deployments/made-with';
import type { Side } from '../../../analysis/environments/residents';
import { type Marked, markedIn } from '../../../analysis/environments/sayings';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Split } from '../../../syntax/structural-edit';
import type { Uri } from '../../../text/text';
import { pathBeside } from '../../../text/uri';
import type { Fix } from '../../rule';
import { environmentWord } from '../environment-word';
import { leadOf, type Mix } from '../mixes';
import { isBelow } from '../separation';

const templates: ReadonlySet<string> = new Set(['cloudformation', 'sam']);

/**
 * One environment of a template leaves for a template of its own, beside it: production stays where its data is, unless the account
 * is declared for the other. Of a Terraform file it is refused: files of one folder are one state, and no wall.
 */
export function splitting(mix: Mix, index: WorkspaceIndex): readonly Fix[] {
  const document = index.document(leadOf(mix.side).at.uri);
  const parting = document && !document.generated ? partingOf(mix, document) : undefined;
  if (!document || !parting) return [];
  const { environment } = parting.leaving;
  const word = wordOf(parting.leaving, index);
  const to = beside(document.uri, word);
  const fix = {
    id: `split-off-${word}`,
    title: `Move what is ${environment.name} to \`${pathBeside(to, to)}\``,
    kind: 'review' as const,
    edits: [],
  };
  if (document.format === 'terraform-config') {
    const refused =
      'the files of a folder have one state and one provider: another environment needs a folder of its own';
    return [{ ...fix, refused }];
  }
  if (!templates.has(document.format)) return [];
  const split = splitOf(parting, document, to, index);
  if (typeof split === 'string') return [{ ...fix, refused: split }];
  // The stack deletes what leaves its template: of production, somebody has to see that first.
  const isLower = isBelow(environment, parting.staying.environment);
  return [{ ...fix, split, ...(isLower ? { preferred: true } : {}) }];
}

interface Parting {
  readonly leaving: Side;
  readonly staying: Side;
}

/** Undefined where neither side is resources of this document beside others of it. */
function partingOf({ side, other, declared }: Mix, { uri }: DocumentFacts): Parting | undefined {
  const isOwn = ({ residents }: Side) => residents.every(({ resource }) => resource?.at.uri === uri);
  const isHere = ({ residents }: Side) =>
    residents.some(({ at, landing }) => at.uri === uri || landing?.document === uri);
  const lower = isBelow(side.environment, other.environment) ? side : other;
  const [first, second] = declared || lower === side ? [side, other] : [other, side];
  if (isOwn(first)) return isHere(second) || declared ? { leaving: first, staying: second } : undefined;
  return isOwn(second) && isHere(first) ? { leaving: second, staying: first } : undefined;
}

/** What people call the environment there, `prod`, else its name; only what every file system takes. */
function wordOf(side: Side, { vocabulary }: WorkspaceIndex): string {
  const word = environmentWord(leadOf(side).claim.text, side.environment.name, vocabulary) ?? side.environment.name;
  return /^[\w-]{1,40}$/.test(word) ? word.toLowerCase() : (side.environment.tier ?? 'other');
}

/** `template.yaml` → `template.prod.yaml`, `Orders.template.json` → `Orders.prod.template.json`. */
function beside(uri: Uri, word: string): Uri {
  const [, path = uri, extension = ''] = /^(.*?)((?:\.(?:tf|template))?\.[^./]*)?$/s.exec(uri) ?? [];
  return `${path}.${word}${extension}` as Uri;
}

/** A sentence where it cannot be. */
function splitOf(parting: Parting, document: DocumentFacts, to: Uri, index: WorkspaceIndex): Split | string {
  const { uri, resources } = document;
  const parent = index.landingsOf(uri).find(landing => isNested(landing, index))?.statedBy;
  if (parent) return `\`${pathBeside(parent, parent)}\` nests it and deploys its parts together`;
  const marked = markedIn(document, index.vocabulary);
  const labels = leavingOf(parting.leaving, marked);
  if (typeof labels === 'string') return labels;
  const leaving = new Set(resources.filter(({ label }) => labels.has(label)).map(entryOf));
  // A landing, or the account as it is declared, speaks for all that are silent.
  const isSpoken = parting.staying.residents.every(({ resource }) => resource !== undefined);
  const others = isSpoken ? marked.map(({ resource }) => resource) : resources;
  const staying = new Set(others.map(entryOf).filter(entry => !leaving.has(entry)));
  return { from: uri, to, leaving: [...leaving], staying: [...staying] };
}

/**
 * What the text itself says to be of a side, all of it, whatever condition it has: nobody would tell later that some of it stayed. A
 * sentence where a deployment says it.
 */
function leavingOf({ environment, residents }: Side, marked: readonly Marked[]): ReadonlySet<string> | string {
  const written = new Set(
    marked.filter(one => one.environment.name === environment.name).map(({ resource }) => resource.label),
  );
  const decided = residents.find(({ label }) => !written.has(label));
  return decided ? `what \`${decided.label}\` belongs to is decided where the template is deployed` : written;
}

/** What the template calls the resource, or what it makes the resource of. */
function entryOf({ at, label }: DocumentFacts['resources'][number]): string {
  const [section, name] = at.path;
  return section === 'Resources' && typeof name === 'string' ? name : label;
}
