import type { Going } from '../../../syntax/edit/take-out';
import { child, children, items, type Place } from '../../place';
import { wordAt } from '../intrinsics';

/** What goes from `Metadata` with some parameters: their labels and places in the form that the console shows. */
export function outOfInterface(metadata: Place, gone: ReadonlySet<string | number>): Going | undefined {
  const shown = child(metadata, 'AWS::CloudFormation::Interface');
  const groups = shown && child(shown, 'ParameterGroups');
  const labels = shown && child(shown, 'ParameterLabels');
  const going = new Map<string, Going>();
  const ofGroups = groups?.node.kind === 'list' ? outOfGroups(items(groups), gone) : [];
  if (ofGroups.length > 0) going.set('ParameterGroups', new Map(ofGroups));
  const ofLabels = labels ? children(labels).filter(({ key }) => gone.has(key)) : [];
  if (ofLabels.length > 0) going.set('ParameterLabels', new Map(ofLabels.map(({ key }) => [key, undefined])));
  return going.size > 0 ? new Map([['AWS::CloudFormation::Interface', going]]) : undefined;
}

/** A group goes with the last of its parameters. */
function outOfGroups(groups: readonly Place[], gone: ReadonlySet<string | number>) {
  return groups.flatMap((group, i): readonly (readonly [number, Going | undefined])[] => {
    const listed = child(group, 'Parameters');
    const names = listed?.node.kind === 'list' ? items(listed) : [];
    const out = names.flatMap((name, at) => (gone.has(wordAt(name) ?? '') ? [[at, undefined] as const] : []));
    if (out.length === 0) return [];
    return [[i, out.length === names.length ? undefined : new Map([['Parameters', new Map(out)]])]];
  });
}
