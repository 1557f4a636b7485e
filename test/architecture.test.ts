/** What the compiler does not hold: who may import whom, and that generated files are fresh. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const engine = 'server/src/engine';

/** Each folder of the engine and the folders below it that it sees; every folder sees itself. */
const seen: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  model: ['text'],
  formats: ['text', 'syntax', 'model'],
  policy: ['text', 'model'],
  analysis: ['text', 'model', 'policy'],
  rules: ['text', 'syntax/structural-edit', 'model', 'policy', 'analysis'],
  workspace: ['text', 'syntax', 'model', 'formats', 'policy', 'analysis', 'rules'],
};

/** The packages that the engine is made of, by the folder that may use them. */
const packages: Readonly<Record<string, readonly string[]>> = { syntax: ['js-yaml', 'jsonc-parser'] };

/** What the rest sees besides itself: the two hosts share how files are read and findings are shown; only the CLI starts the other, and draws. */
const shared = [
  engine,
  ...['files', 'findings', 'git', 'cfn-lint', 'map', 'account-map', 'reach', 'access-paths', 'version', 'protocol'].map(
    name => `server/src/${name}`,
  ),
];
const drawing = ['exports', 'map/view-state', 'layout/elk-engine', 'layout/layout'].map(
  name => `client/webview/${name}`,
);
const outside: Readonly<Record<string, readonly string[]>> = {
  'server/src/files': [engine],
  'server/src/findings': [engine, 'server/src/files'],
  'server/src/reach': [engine, 'server/src/findings', 'server/src/access-paths'],
  'server/src/cfn-lint': [engine],
  'server/src/git': [engine, 'server/src/files'],
  'server/src/template-diff': [engine],
  'server/src/map': [engine, 'server/src/findings', 'server/src/account-map'],
  'server/src/lsp': shared,
  'server/src/cli': [...shared, 'server/src/lsp/main.node', 'server/src/template-diff', ...drawing],
  client: ['server/src/protocol', 'server/src/version', 'server/src/account-map'],
  'client/webview': ['server/src/account-map'],
};

describe('imports', () => {
  test.each(Object.entries(seen))('engine/%s sees only what lies below it', (folder, below) => {
    const wrong = importsIn(`${engine}/${folder}`).filter(({ target, isPackage }) => {
      if (isPackage) return !packages[folder]?.includes(target);
      return ![folder, ...below].some(allowed => isWithin(target, `${engine}/${allowed}`));
    });
    expect(wrong.map(say)).toEqual([]);
  });

  test.each(Object.entries(outside))('%s sees only what it may', (folder, others) => {
    const wrong = importsIn(folder).filter(
      ({ target, isPackage }) => !isPackage && ![folder, ...others].some(allowed => isWithin(target, allowed)),
    );
    expect(wrong.map(say)).toEqual([]);
  });

  test.each([
    "import x from 'a';",
    "import type { X } from 'a';",
    "import {\n  x,\n} from 'a';",
    "import 'a';",
    "export * from 'a';",
    "const x = await import('a');",
    "const x = require('a');",
  ])('are seen however they are written: %s', written => {
    expect([...written.matchAll(IMPORT)].map(match => match[2])).toEqual(['a']);
  });

  test('every folder of the engine has its place in the order', () => {
    expect(foldersIn(engine).filter(name => !(name in seen))).toEqual([]);
  });
});

test.each(['rules', 'iam-actions'])('what %s.mjs generates is fresh', tool => {
  const check = () =>
    execFileSync(process.execPath, [`server/tools/${tool}.mjs`, '--check'], { cwd: root, stdio: 'pipe' });
  expect(check).not.toThrow();
});

interface Import {
  readonly from: string;
  /** A path from the root without extension, or a package's name. */
  readonly target: string;
  readonly isPackage: boolean;
}

/** `import … from 'x'`, `export … from 'x'`, a bare `import 'x'`, `import('x')`, `require('x')`. */
const IMPORT =
  /(?:^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*|^\s*import\s*|\bimport\s*\(\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/gm;

function importsIn(folder: string): readonly Import[] {
  return sourcesIn(folder).flatMap(from =>
    [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map(match => resolved(from, match[2]!)),
  );
}

function resolved(from: string, specifier: string): Import {
  if (!specifier.startsWith('.')) return { from, target: specifier, isPackage: true };
  return { from, target: posix.join(posix.dirname(from), specifier), isPackage: false };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function say({ from, target }: Import): string {
  return `${from} imports ${target}`;
}

function sourcesIn(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
}
