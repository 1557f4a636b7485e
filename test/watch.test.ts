import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from './support/scratch';

test('npm run watch says that it is watching when everything is built, as the task of F5 expects', async () => {
  const outdir = await scratch();
  const watch = spawn(process.execPath, ['esbuild.mjs', '--watch', '--outdir', outdir]);
  try {
    const said: string[] = [];
    for await (const chunk of watch.stdout) {
      said.push(...String(chunk).trim().split('\n'));
      if (said.includes('watching')) break;
    }
    expect(said).toEqual(['building', 'watching']);
    for (const name of ['extension', 'server', 'cli']) expect(existsSync(join(outdir, `${name}.js`)), name).toBe(true);
    const tasks = readFileSync('.vscode/tasks.json', 'utf8');
    expect(tasks).toContain('"beginsPattern": "^building", "endsPattern": "^watching"');
  } finally {
    watch.kill();
  }
});
