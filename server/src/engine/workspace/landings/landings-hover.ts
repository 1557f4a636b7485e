import type { PlaceWords } from '../../analysis/describe/describe-environment';
import { describeLandings } from '../../analysis/describe/describe-landings';
import { lineIndex } from '../../text/lines';
import type { SourcePointer, Uri } from '../../text/text';
import type { HoverText } from '../hover-text';
import type { Snapshot } from '../snapshot';
import { headsOf } from './head-of';

/** At the head of a document: where it lands. */
export function landingsHover(snapshot: Snapshot, uri: Uri, offset: number): HoverText | undefined {
  const facts = snapshot.facts(uri);
  const range = facts && headsOf(facts, snapshot).find(({ start, end }) => start <= offset && offset <= end);
  const markdown = range && describeLandings(facts, snapshot.index, linked(snapshot));
  return markdown === undefined ? undefined : { markdown, range: range! };
}

/** A link to the line: `[samconfig.toml:5](file:///…#L5)`. */
export function linked(snapshot: Snapshot): PlaceWords {
  return at => {
    const line = lineOf(at, snapshot);
    const name = decoded(at.uri.slice(at.uri.lastIndexOf('/') + 1)).replace(/[\\`*_{}[\]()#+!|<>]/g, '\\$&');
    return `[${name}:${line}](${at.uri.replace(/[()]/g, encoded)}#L${line})`;
  };
}

function lineOf(at: SourcePointer, snapshot: Snapshot): number {
  const text = snapshot.source(at.uri)?.text ?? '';
  return lineIndex(text).position(snapshot.range(at).start).line + 1;
}

function encoded(parenthesis: string): string {
  return parenthesis === '(' ? '%28' : '%29';
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
