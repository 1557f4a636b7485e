import type { SourceDocument } from '../text/text';
import { parseJson } from './json/json';
import { isSource, parseSource } from './sources/sources';
import { parseToml } from './toml/toml';
import type { SyntaxTree } from './tree';
import { parseYaml } from './yaml/yaml';

/** Reads a text as JSON, TOML or YAML, by its name where that says it, else by how it begins. Never throws. */
export function parse(document: SourceDocument): SyntaxTree {
  if (/\.(?:json|jsonc|tfstate)$/i.test(document.uri)) return parseJson(document);
  if (isSource(document.uri)) return parseSource(document);
  if (/\.toml$/i.test(document.uri)) return parseToml(document);
  if (!looksLikeJson(document.text)) return parseYaml(document);
  const json = parseJson(document);
  if (json.problems.length === 0) return json;
  // YAML in braces begins as JSON does.
  const yaml = parseYaml(document);
  return yaml.problems.length < json.problems.length ? yaml : json;
}

/** More than any comment at the head of a text. */
const headLength = 10_000;

const jsonHead = /^\uFEFF?(?:\s|\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:\{\s*(?:["}/]|$)|\[\s*(?:["{[\]/\d-]|$))/;

function looksLikeJson(text: string): boolean {
  return jsonHead.test(text.slice(0, headLength));
}
