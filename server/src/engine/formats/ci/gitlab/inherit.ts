/** What a job takes over of what is said for all jobs. Source: GitLab Docs, "CI/CD YAML syntax reference", `inherit`. */
import { items } from '../../place';
import { descendant, writtenAt } from '../text-at';
import type { Part } from './pipeline';

/** Whether it takes this key of `default`, or this one of the pipeline's variables. */
export function inherits(ancestry: readonly Part[], kind: 'default' | 'variables', name: string): boolean {
  for (const { place } of ancestry) {
    const said = descendant(place, 'inherit', kind);
    if (said) return said.node.kind === 'list' ? items(said).some(one => writtenAt(one) === name) : !isFalse(said);
  }
  return true;
}

function isFalse(place: Part['place']): boolean {
  return writtenAt(place) === 'false';
}
