import type { Json } from '../../text/json';
import { type StringManner, yamlString } from '../yaml/strings';
import { isList } from './write-json';

export interface YamlManner {
  readonly eol: string;
  /** Columns of one level. */
  readonly unit: number;
  /** Columns by which a list stands deeper than its key. */
  readonly listIndent: number;
  readonly quote: StringManner['quote'];
  /** CloudFormation's functions as tags, `!Ref X`. */
  readonly shortTags: boolean;
}

/** Beyond this a list is written one item a line. */
const lineWidth = 100;

/** A value behind its key: on the key's line with a space before it, or below. `column` is the key's. */
export function yamlBelowKey(value: Json, manner: YamlManner, column: number): string {
  const inline = yamlInline(value, manner);
  if (inline !== undefined) return ` ${inline}`;
  const deeper = column + (isList(value) ? manner.listIndent : manner.unit);
  return `${manner.eol}${' '.repeat(deeper)}${yamlBlock(value, manner, deeper)}`;
}

/** A map or a list line by line; lines after the first begin at `column`. */
export function yamlBlock(value: Json, manner: YamlManner, column: number): string {
  const next = `${manner.eol}${' '.repeat(column)}`;
  if (isList(value)) return value.map(item => `- ${yamlItem(item, manner, column + 2)}`).join(next);
  return Object.entries(value as Record<string, Json>)
    .map(([key, held]) => `${yamlKey(key, manner)}:${yamlBelowKey(held, manner, column)}`)
    .join(next);
}

/** What stands behind the `- ` of an item; lines after the first begin at `column`. */
export function yamlItem(value: Json, manner: YamlManner, column: number): string {
  return yamlInline(value, manner) ?? yamlBlock(value, manner, column);
}

/** A value within brackets, on one line. */
export function yamlFlow(value: Json, manner: YamlManner): string {
  if (typeof value !== 'object' || value === null) return scalar(value, manner, true);
  if (isList(value)) return `[${value.map(item => yamlFlow(item, manner)).join(', ')}]`;
  const tagged = manner.shortTags ? shortTag(value, manner, true) : undefined;
  if (tagged !== undefined) return tagged;
  return `{${Object.entries(value)
    .map(([key, held]) => yamlFlowEntry(key, held, manner))
    .join(', ')}}`;
}

export function yamlFlowEntry(key: string, value: Json, manner: YamlManner): string {
  return `${yamlString(key, { flow: true, quote: manner.quote })}: ${yamlFlow(value, manner)}`;
}

export function yamlKey(key: string, manner: YamlManner): string {
  return yamlString(key, { flow: false, quote: manner.quote });
}

/** Scalars, empty collections and tagged values; undefined for what takes lines of its own. */
function yamlInline(value: Json, manner: YamlManner): string | undefined {
  if (typeof value !== 'object' || value === null) return scalar(value, manner, false);
  if (isList(value)) return value.length === 0 ? '[]' : undefined;
  if (Object.keys(value).length === 0) return '{}';
  return manner.shortTags ? shortTag(value, manner, false) : undefined;
}

function scalar(value: string | number | boolean | null, manner: YamlManner, flow: boolean): string {
  return typeof value === 'string' ? yamlString(value, { flow, quote: manner.quote }) : JSON.stringify(value);
}

/** CloudFormation's functions that have a short form. */
const tags =
  /^Fn::(And|Base64|Cidr|Equals|FindInMap|GetAtt|GetAZs|If|ImportValue|Join|Not|Or|Select|Split|Sub|Transform)$/;

/** A function call as a tag; undefined where the short form cannot say it, or not on one line. */
function shortTag(call: { readonly [key: string]: Json }, manner: YamlManner, flow: boolean): string | undefined {
  const [only, ...others] = Object.entries(call);
  if (!only || others.length > 0) return undefined;
  const [name, argument] = only;
  if (name === 'Ref') return typeof argument === 'string' ? `!Ref ${scalar(argument, manner, flow)}` : undefined;
  const tag = tags.exec(name)?.[1];
  // One short form right behind another, `!Base64 !Sub …`, is refused by CloudFormation.
  if (tag === undefined || argument === undefined || !(typeof argument === 'string' || isList(argument)))
    return undefined;
  if (
    tag === 'GetAtt' &&
    isList(argument) &&
    argument.length === 2 &&
    argument.every(part => typeof part === 'string')
  ) {
    return `!GetAtt ${scalar(argument.join('.'), manner, flow)}`;
  }
  const written =
    tag === 'Sub' && typeof argument === 'string' ? subText(argument, manner) : yamlFlow(argument, manner);
  return flow || written.length <= lineWidth ? `!${tag} ${written}` : undefined;
}

function subText(text: string, { quote }: YamlManner): string {
  return yamlString(text, { flow: true, quote, always: true });
}
