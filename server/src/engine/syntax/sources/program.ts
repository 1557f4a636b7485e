/** Programs in TypeScript, JavaScript or Python as far as quotes, comments and brackets: enough to read the arguments of a call. */

export interface ProgramString {
  /** Without its quotes, as it is written. */
  readonly text: string;
  /** Of the first quote, and behind the last. */
  readonly start: number;
  readonly end: number;
}

export interface Program {
  /** The text with spaces in the place of comments and of what stands within quotes, as long as before. */
  readonly bare: string;
  /** In order. */
  readonly strings: readonly ProgramString[];
}

const script = /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|(["'])(?:\\[\s\S]|(?!\1)[^\\\r\n])*\1|`(?:\\[\s\S]|[^\\`])*`/g;
const python = /#[^\r\n]*|("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*\1|(["'])(?:\\[\s\S]|(?!\2)[^\\\r\n])*\2/g;

export function readProgram(text: string, language: 'script' | 'python'): Program {
  const strings: ProgramString[] = [];
  const bare = text.replace(language === 'python' ? python : script, (...match) => {
    const [token] = match as [string];
    const start = match.at(-2) as number;
    const quotes = /^(?:"""|'''|["'`])/.exec(token)?.[0].length ?? 0;
    if (quotes > 0) strings.push({ text: token.slice(quotes, -quotes), start, end: start + token.length });
    const inner = token.slice(quotes, token.length - quotes).replace(/[^\r\n]/g, ' ');
    return token.slice(0, quotes) + inner + token.slice(token.length - quotes);
  });
  return { bare, strings };
}

const opening = '([{';
const closing = ')]}';

/** Behind the bracket that closes the one at `open`; undefined where the brackets do not meet. */
export function closedAt(bare: string, open: number): number | undefined {
  const waiting: string[] = [];
  for (let at = open; at < bare.length; at++) {
    const kind = opening.indexOf(bare[at]!);
    if (kind >= 0) waiting.push(closing[kind]!);
    else if (closing.includes(bare[at]!)) {
      if (waiting.pop() !== bare[at]) return undefined;
      if (waiting.length === 0) return at + 1;
    }
  }
  return undefined;
}

/** How many brackets that are opened from `open` on, that one included, stand around `at`. */
export function depthAt(bare: string, open: number, at: number): number {
  let depth = 0;
  for (let i = open; i < at; i++) {
    if (opening.includes(bare[i]!)) depth++;
    else if (closing.includes(bare[i]!)) depth--;
  }
  return depth;
}
