import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const root = new URL('../../', import.meta.url);
const here = new URL('.', import.meta.url);

interface Contributed {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const ours: readonly Contributed[] = manifest.contributes.grammars;

/** The editors' own grammars, by scope. */
const theirs: Readonly<Record<string, string>> = {
  'source.yaml': 'tm-grammars/grammars/yaml.json',
  'source.json': 'tm-grammars/grammars/json.json',
};

const registry = createRegistry();

describe.each(readdirSync(here).filter(name => /\.(yaml|json)$/.test(name)))('%s', name => {
  const [header = '', ...lines] = readFileSync(new URL(name, here), 'utf8').trimEnd().split('\n');
  const scope = /SYNTAX TEST "(.+)"/.exec(header)?.[1] ?? '';
  test('every mark is true', async () => {
    const grammar = await (await registry).loadGrammar(scope);
    expect(grammar).not.toBeNull();
    expect(wrongMarks(grammar as textmate.IGrammar, lines)).toEqual([]);
  });
});

async function createRegistry(): Promise<textmate.Registry> {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: sources => new oniguruma.OnigScanner(sources),
      createOnigString: text => new oniguruma.OnigString(text),
    }),
    loadGrammar: async scope => {
      const own = ours.find(({ scopeName }) => scopeName === scope);
      if (own !== undefined) return read(new URL(own.path, root));
      const theirPath = theirs[scope];
      return theirPath === undefined ? null : read(require.resolve(theirPath));
    },
    getInjections: scope => ours.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
  });
}

function read(path: string | URL): textmate.IRawGrammar {
  return textmate.parseRawGrammar(readFileSync(path, 'utf8'), 'grammar.json');
}

/** Marks, `#   ^^^ scope` or `#   ^^^ - scope` under a line, that do not hold for each of their columns. */
function wrongMarks(grammar: textmate.IGrammar, lines: readonly string[]): string[] {
  const wrong: string[] = [];
  let state = textmate.INITIAL;
  let tokens: readonly textmate.IToken[] = [];
  let text = '';
  for (const line of lines) {
    const mark = /^\s*(?:#|\/\/) *(\^+) (- )?(\S+)$/.exec(line);
    if (mark === null) {
      text = line;
      ({ tokens, ruleStack: state } = grammar.tokenizeLine(line, state));
      continue;
    }
    const [, carets = '', not, scope = ''] = mark;
    const start = line.indexOf('^');
    for (let column = start; column < start + carets.length; column++) {
      const scopes = tokens.find(token => token.startIndex <= column && column < token.endIndex)?.scopes ?? [];
      const has = scopes.some(name => name === scope || name.startsWith(`${scope}.`));
      if (has !== (not === undefined))
        wrong.push(`${text} | column ${column} | ${not ?? ''}${scope} | ${scopes.join(' ')}`);
    }
  }
  return wrong;
}
