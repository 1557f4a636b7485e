/** What the live region says: names and states, as they change. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountMap } from '../../../server/src/account-map';
import type { Question } from '../map/light';
import type { Outline } from '../map/outline';
import { counted, itemInWords } from '../map/words';
import type { MapModel } from './model';

function selectionInWords(outline: Outline, question: Question | undefined): string {
  if (question === undefined) return 'Nothing selected';
  if (question.kind === 'path') {
    const [from, to] = [question.from, question.to].map(id => outline.items.get(id)?.name);
    if (question.path === undefined) return `No way between ${from} and ${to}`;
    return `${from} reaches ${to} in ${counted(question.path.length, 'hop')}`;
  }
  const item = outline.items.get(question.id);
  return item === undefined ? '' : `${itemInWords(item)}; ${radiusInWords(outline, question)}`;
}

/** `reaches 12 others, 3 in production`. */
export function radiusInWords(outline: Outline, question: Exclude<Question, { readonly kind: 'path' }>): string {
  const reached = [...question.radius.distances].filter(([, distance]) => distance > 0).map(([id]) => id);
  const verb = question.kind === 'blast-radius' ? 'reaches' : 'reached from';
  if (reached.length === 0) return question.kind === 'blast-radius' ? 'reaches nothing' : 'nobody reaches it';
  const production = reached.filter(id => outline.items.get(id)?.tier === 'production').length;
  return `${verb} ${counted(reached.length, 'other')}${production > 0 ? `, ${production} in production` : ''}`;
}

/** The words of now; of a map that changed, of a search, or of a selection, whichever was last. */
export function useAnnouncement(map: AccountMap, { outline, question, found }: MapModel): string {
  const [words, setWords] = useState('');
  const isFirst = useRef(true);
  const say = (sentence: string) => {
    if (!isFirst.current) setWords(sentence);
  };
  useEffect(() => say('The map has changed'), [map]);
  useEffect(() => say(found === undefined ? '' : `${found.size} found`), [found]);
  useEffect(() => say(selectionInWords(outline, question)), [question?.kind, idsOf(question)]);
  useEffect(() => {
    isFirst.current = false;
  }, []);
  return words;
}

function idsOf(question: Question | undefined): string {
  if (question === undefined) return '';
  return question.kind === 'path' ? `${question.from} ${question.to}` : question.id;
}
