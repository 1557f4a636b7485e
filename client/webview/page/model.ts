/** All that follows from the map and from what the reader chose; each part is computed again when what it rests on is another. */
import { useMemo } from 'preact/hooks';
import type { AccountMap } from '../../../server/src/account-map';
import { type Sieve, searched, sieveOf } from '../map/filter';
import { type Question, questionOf } from '../map/light';
import { type Outline, outlineOf } from '../map/outline';
import { type Ways, waysOf } from '../map/reach';
import { type Scene, sceneOf } from '../map/scene';
import { type Row, rowsOf } from '../map/tree-rows';
import type { ViewState } from '../map/view-state';

export interface MapModel {
  readonly outline: Outline;
  readonly scene: Scene;
  readonly sieve: Sieve;
  readonly ways: Ways;
  readonly rows: readonly Row[];
  /** Of the search; undefined when there is none. */
  readonly found: ReadonlySet<string> | undefined;
  readonly question: Question | undefined;
}

export function useMapModel(map: AccountMap, view: ViewState): MapModel {
  const { folds, filter, selected } = view;
  const { search, environment, account, rule, onlyCrossings, possible } = filter;
  const outline = useMemo(() => outlineOf(map), [map]);
  const sieving = [outline, environment, account, rule, onlyCrossings, possible];
  const sieve = useMemo(() => sieveOf(outline, filter), sieving);
  const scene = useMemo(() => sceneOf(sieve, outline, folds), [sieve, folds]);
  const found = useMemo(() => searched(outline, search), [outline, search]);
  const ways = useMemo(() => waysOf(outline.edges, possible), [outline, possible]);
  const rows = useMemo(() => rowsOf(outline, folds, sieve, found), [outline, folds, sieve, found]);
  const question = useMemo(() => questionOf(outline, ways, selected), [outline, ways, selected]);
  return { outline, scene, sieve, ways, rows, found, question };
}
