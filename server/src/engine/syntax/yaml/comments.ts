import type { Event } from 'js-yaml';
import { EVENT_ID } from 'js-yaml';
import { lineEnd } from '../../text/line';
import type { Comment } from '../tree';
import { isSpace } from './places';

/** The comments of a text in order. Events do not say them; they are the `#` that stand after white space outside of scalars. */
export function yamlComments(text: string, events: readonly Event[]): Comment[] {
  const comments: Comment[] = [];
  let next = 0;
  let at = text.indexOf('#');
  while (at >= 0) {
    while (next < events.length && scalarEnd(events[next]!) <= at) next++;
    const event = events[next];
    if (event?.type === EVENT_ID.SCALAR && event.valueStart <= at) at = text.indexOf('#', event.valueEnd);
    else if (at > 0 && !isSpace(text.charCodeAt(at - 1)) && text.charCodeAt(at - 1) !== 0xfeff)
      at = text.indexOf('#', at + 1);
    else {
      const end = lineEnd(text, at);
      comments.push({ text: commentText(text.slice(at, end)), range: { start: at, end } });
      at = text.indexOf('#', end);
    }
  }
  return comments;
}

/** -1 for what is no scalar: only scalars hide a `#`. */
function scalarEnd(event: Event): number {
  return event.type === EVENT_ID.SCALAR ? event.valueEnd : -1;
}

function commentText(written: string): string {
  return written.replace(/^#+/, '').trim();
}
