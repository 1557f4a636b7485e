import { limits } from '../analysis/access-graph/paths/limits';
import { describeStatement } from '../analysis/describe/describe';
import { describeAction } from '../analysis/describe/describe-actions';
import { describeEnvironments } from '../analysis/describe/describe-environment';
import { describeKey } from '../analysis/describe/describe-keys';
import type { DocumentFacts } from '../model/document-facts';
import type { Resource } from '../model/resource';
import type { PolicyStatement } from '../model/statement';
import { literalOf } from '../model/text';
import { part, type SourcePointer, type Uri } from '../text/text';
import type { HoverText } from './hover-text';
import { landingsHover, linked } from './landings/landings-hover';
import { lensTitle, principals } from './lenses';
import type { Snapshot } from './snapshot';

/** What stands at an offset of a document: the statement around it, a resource's name with a principal's reach, or words for its environment. */
export function hoverAt(snapshot: Snapshot, uri: Uri, offset: number): HoverText | undefined {
  const facts = snapshot.facts(uri);
  if (!facts) return undefined;
  const holds = (at: SourcePointer) => {
    const { start, end } = snapshot.range(at);
    return start <= offset && offset <= end;
  };
  return (
    statementAt(snapshot, facts, holds) ?? environmentAt(snapshot, facts, holds) ?? landingsHover(snapshot, uri, offset)
  );
}

type Holds = (at: SourcePointer) => boolean;

function statementAt(snapshot: Snapshot, facts: DocumentFacts, holds: Holds): HoverText | undefined {
  const here = ({ at }: PolicyStatement) => at.uri === facts.uri && holds(at);
  for (const holder of facts.resources) {
    for (const use of ['grant', 'trust'] as const) {
      const statement = (use === 'grant' ? holder.grants : holder.trust).find(here);
      if (!statement) continue;
      const described = describeStatement(statement, { holder, use, index: snapshot.index });
      const word = actionAt(statement, facts.uri, holds) ?? keyAt(statement, facts.uri, holds);
      return { markdown: word ? `${described}\n\n${word}` : described, range: snapshot.range(statement.at) };
    }
  }
  return undefined;
}

/** What the action or the pattern at this place stands for; undefined elsewhere, and where the template leaves it open. */
function actionAt({ actions }: PolicyStatement, uri: Uri, holds: Holds): string | undefined {
  const here = actions.list.find(({ at }) => at.uri === uri && holds(at));
  const written = here && literalOf(here);
  return written === undefined ? undefined : describeAction(written);
}

/** What the condition key at this place holds. */
function keyAt({ conditions }: PolicyStatement, uri: Uri, holds: Holds): string | undefined {
  const here = conditions.find(({ at }) => at.uri === uri && holds(at));
  return here && describeKey(here.key);
}

function environmentAt(snapshot: Snapshot, facts: DocumentFacts, holds: Holds): HoverText | undefined {
  for (const resource of facts.resources) {
    const at = placesOf(resource).find(place => place.uri === facts.uri && holds(place));
    const said = at
      ? [describeEnvironments(resource, snapshot.index, linked(snapshot)), reachOf(resource, snapshot)]
      : [];
    const markdown = said.filter(words => words !== undefined).join('\n\n');
    if (at && markdown !== '') return { markdown, range: snapshot.range(at) };
  }
  return undefined;
}

/** Of a principal, with what nobody can tell. */
function reachOf({ id, kind, at }: Resource, snapshot: Snapshot): string | undefined {
  const title = principals.has(kind) ? lensTitle(snapshot, at.uri, { principal: id }) : undefined;
  return title === undefined ? undefined : `${title}\n\n_${limits}_`;
}

/** Where a reader asks about a resource's environment: at its name, and at the words that tell it. */
function placesOf(resource: Resource): readonly SourcePointer[] {
  return [part(resource.at, 'key'), ...resource.claims.map(({ text }) => text.at)];
}
