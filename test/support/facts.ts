import { cloudformation } from '../../server/src/engine/formats/cloudformation';
import type { DocumentFacts } from '../../server/src/engine/model/document-facts';
import type { Resource } from '../../server/src/engine/model/resource';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import type { Text } from '../../server/src/engine/model/text';
import type { When } from '../../server/src/engine/model/when';
import { parse } from '../../server/src/engine/syntax/parse';
import type { Uri } from '../../server/src/engine/text/text';

/** What a template says. `template` is YAML or JSON text, or a value to write as JSON. */
export function factsOf(template: string | object, name = 'template'): DocumentFacts {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  const extension = text.trimStart().startsWith('{') ? 'json' : 'yaml';
  const tree = parse({ uri: `file:///repo/${name}.${extension}` as Uri, text });
  return cloudformation.lower(tree, { tree: () => undefined, folder: () => [] });
}

export function resourceIn(facts: DocumentFacts, label: string): Resource {
  const found = facts.resources.find(resource => resource.label === label);
  if (!found) throw new RangeError(`no resource ${label} among ${facts.resources.map(r => r.label).join(', ')}`);
  return found;
}

/** A text as a person would write it: holes as `${name}`, with their kind, default and choices: `${Env:parameter=dev|prod}`. */
export function shown(text: Text | undefined): string | undefined {
  return text?.parts
    .map(part => {
      if (typeof part === 'string') return part;
      const choices = part.oneOf ? ` in ${part.oneOf.join('|')}` : '';
      const usual = part.default === undefined ? '' : `=${part.default}`;
      const target = part.resource ? ` -> ${part.resource.split('#')[1]} ${part.attribute}` : '';
      return `\${${part.hole}: ${part.kind}${usual}${choices}${target}}`;
    })
    .join('');
}

/** `Env=prod & HasVpc=true | Env!=prod`; `never` for an empty list. */
export function shownWhen(when: When | undefined): string {
  if (when === undefined) return 'always';
  const alternatives = when.map(all => all.map(({ of, value, is }) => `${of}${is ? '=' : '!='}${value}`).join(' & '));
  return alternatives.length === 0 ? 'never' : alternatives.join(' | ');
}

/** `Allow s3:Get* on arn:… when Env=prod`. */
export function shownStatement({ effect, actions, resources, conditions, principals, when }: PolicyStatement): string {
  const who = principals
    ? ` to ${principals.mode === 'except' ? 'all but ' : ''}${principals.list.map(shownPrincipal)}`
    : '';
  const tests = conditions.map(c => ` if ${c.operator}(${c.key}: ${c.values.map(shown)})`).join('');
  const patterns = ({ mode, list }: typeof actions) =>
    `${mode === 'except' ? 'all but ' : ''}[${list.map(shown).join(', ')}]`;
  const circumstance = when === undefined ? '' : ` when ${shownWhen(when)}`;
  return `${effect}${who} ${patterns(actions)} on ${patterns(resources)}${tests}${circumstance}`;
}

function shownPrincipal(principal: NonNullable<PolicyStatement['principals']>['list'][number]): string {
  switch (principal.kind) {
    case 'anyone':
      return 'anyone';
    case 'account':
      return `account ${shown(principal.account)}`;
    case 'identity':
      return `identity ${shown(principal.arn)}`;
    case 'service':
      return `service ${shown(principal.name)}`;
    case 'federated':
      return `federated ${shown(principal.provider)}`;
    case 'canonical':
      return `canonical ${shown(principal.id)}`;
  }
}

/** A place as a path, `Resources/Role/Type`, with its part where it is not the value. */
export function shownPlace({ at }: { readonly at: Text['at'] }): string {
  return at.path.join('/') + (at.part === 'value' ? '' : ` ${at.part}`);
}
