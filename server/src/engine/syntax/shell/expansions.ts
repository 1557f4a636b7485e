/**
 * A text; a variable, with what stands in its place while it is not set, or what is taken away at its beginning; an expression of
 * GitHub or an input of GitLab; or what only running it tells.
 */
export type WordPart =
  | string
  | { readonly variable: string; readonly otherwise?: string; readonly without?: string }
  | { readonly expression: string }
  | { readonly open: string };

/** What a `$` or a backtick stands for: a part of a word, or commands whose output it is. */
export type Expansion =
  | { readonly part: WordPart; readonly end: number }
  | { readonly begins: number; readonly closing: ')' | '`' };

/** More characters than this nobody writes between braces. */
const MAX_LENGTH = 1_000;

export function expansionAt(text: string, at: number): Expansion {
  if (text[at] === '`') return { begins: at + 1, closing: '`' };
  const rest = text.slice(at, at + MAX_LENGTH);
  const expression = /^\$\{\{([\s\S]*?)\}\}/.exec(rest);
  if (expression) return { part: { expression: expression[1]!.trim() }, end: at + expression[0].length };
  const input = /^\$\[\[([\s\S]*?)\]\]/.exec(rest);
  if (input) return { part: { expression: input[1]!.trim() }, end: at + input[0].length };
  const plain = /^\$([A-Za-z_]\w*|\d)/.exec(rest);
  if (plain) return { part: { variable: plain[1]! }, end: at + plain[0].length };
  if (rest.startsWith('${')) return braced(rest, at);
  if (rest.startsWith('$((')) return arithmetic(rest, at);
  if (rest.startsWith('$(')) return { begins: at + 2, closing: ')' };
  const special = /^\$[@*#?!$-]/.exec(rest);
  return special ? { part: { open: special[0] }, end: at + 2 } : { part: '$', end: at + 1 };
}

/** `${NAME}`, `${NAME[@]}`, `${NAME:-otherwise}`, `${NAME#refs/heads/}`; everything else that braces can do is left open. */
function braced(rest: string, at: number): Expansion {
  const [shorter, variable, last, prefix] = /^\$\{([A-Za-z_]\w*)(?:##(\*\/)|##?([\w/.-]+))\}/.exec(rest) ?? [];
  if (shorter !== undefined && variable !== undefined)
    return { part: { variable, without: last ?? prefix! }, end: at + shorter.length };
  const [whole, name, otherwise] = /^\$\{([A-Za-z_]\w*(?:\[[@*]\])?|\d)(?::?-([^${}]*))?\}/.exec(rest) ?? [];
  if (whole !== undefined && name !== undefined) {
    const part = otherwise === undefined ? { variable: name } : { variable: name, otherwise };
    return { part, end: at + whole.length };
  }
  const close = rest.indexOf('}');
  return close < 0 ? { part: '$', end: at + 1 } : { part: { open: rest.slice(2, close) }, end: at + close + 1 };
}

function arithmetic(rest: string, at: number): Expansion {
  const close = rest.indexOf('))');
  return close < 0 ? { part: '$', end: at + 1 } : { part: { open: '$((…))' }, end: at + close + 2 };
}
