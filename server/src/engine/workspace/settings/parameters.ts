import { get } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import type { Snapshot } from '../snapshot';

export interface TemplateParameter {
  readonly name: string;
  /** The values that it allows; empty where it allows any. */
  readonly values: readonly string[];
}

/** So many templates are read for one question. */
const MAX_TEMPLATES = 20;

/** The parameters that templates declare, those of the first ones first, each once. */
export function parametersOf(templates: readonly Uri[], snapshot: Snapshot): readonly TemplateParameter[] {
  const found = new Map<string, TemplateParameter>();
  for (const uri of templates.slice(0, MAX_TEMPLATES)) {
    const parameters = get(snapshot.tree(uri)?.root, 'Parameters');
    if (parameters?.kind !== 'map') continue;
    for (const { key, value } of parameters.entries) {
      const allowed = get(value, 'AllowedValues');
      const values = allowed?.kind === 'list' ? allowed.items : [];
      const raw = values.flatMap(item => (item.kind === 'scalar' ? [item.raw] : []));
      if (!found.has(key.raw)) found.set(key.raw, { name: key.raw, values: raw });
    }
  }
  return [...found.values()];
}
