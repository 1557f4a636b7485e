import { regionForm } from '../../model/region';
import type { Json } from '../../text/json';
import { foreignRule, ruleIds, severities, tiers } from './names';
import { settingsShape } from './settings-shape';
import type { Field, FieldsShape, Naming, Shape } from './shape';

type Schema = { readonly [key: string]: Json };

/**
 * The form of a settings file as JSON Schema (draft 7, which editors read), for editors that have no language server of ours. What
 * only the whole file can tell, such as whether an account is declared, it leaves to the server.
 */
export function jsonSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'bulkhead.yaml',
    description: 'What a project says about its accounts and environments itself.',
    ...schemaOf(settingsShape),
    // An editor without YAML's schemas of its own is told by this key.
    type: 'object',
  };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case 'version':
      return { const: 1 };
    case 'text':
      return textSchema(shape.names);
    case 'texts': {
      const one = textSchema(shape.names);
      return { anyOf: [one, { type: 'array', items: one }] };
    }
    case 'list':
      return { type: ['array', 'null'], items: schemaOf(shape.of) };
    case 'pair': {
      const side = schemaOf(shape.of);
      return { type: 'array', items: [side, side], minItems: 2, maxItems: 2 };
    }
    case 'either':
      return { anyOf: [schemaOf(shape.map), schemaOf(shape.list)] };
    case 'fields':
      return fieldsSchema(shape);
    case 'entries':
      return {
        type: ['object', 'null'],
        ...(shape.keys === 'rule' ? { propertyNames: { anyOf: ruleNames } } : {}),
        ...(shape.keys === 'rule'
          ? { properties: Object.fromEntries(ruleIds.map(id => [id, schemaOf(shape.of)])) }
          : {}),
        additionalProperties: schemaOf(shape.of),
      };
  }
}

function fieldsSchema({ fields }: FieldsShape): Schema {
  const required = Object.entries<Field>(fields).flatMap(([key, field]) => (field.required ? [key] : []));
  return {
    // What needs a key cannot be left empty.
    type: required.length > 0 ? 'object' : ['object', 'null'],
    properties: Object.fromEntries(
      Object.entries<Field>(fields).map(([key, { says, shape }]) => [
        key,
        { description: says.replaceAll('`', ''), markdownDescription: says, ...schemaOf(shape) },
      ]),
    ),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

const ruleNames: readonly Schema[] = [{ enum: ruleIds }, { type: 'string', pattern: foreignRule.source }];

/** A text may be written without quotes; then YAML takes `7` and `true` for something else. */
const anyText: Schema = { type: ['string', 'number', 'boolean'] };

function textSchema(names: Naming): Schema {
  switch (names) {
    case 'account id':
      // Without quotes, tools take the zeros away with which a number begins.
      return {
        anyOf: [
          { type: 'string', pattern: '^\\d{12}$' },
          { type: 'integer', minimum: 1e11, maximum: 1e12 - 1 },
        ],
      };
    case 'tier':
      return { enum: tiers };
    case 'severity':
      return { enum: severities };
    case 'rule':
      return { anyOf: ruleNames };
    case 'region':
      return { type: 'string', pattern: regionForm.source };
    case 'date':
      return { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
    case 'reason':
      return { ...anyText, pattern: '\\S' };
    default:
      return anyText;
  }
}
