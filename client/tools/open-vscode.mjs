/**
 * Opens VS Code with this extension on the examples: `npm run vscode`. With `--hint` it only says how to.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = `${root}examples/orders`;

if (process.argv.includes('--hint')) {
  console.log('\nThe same while you type: `npm run vscode` opens the examples in VS Code with this extension.');
} else {
  const { error, status } = spawnSync('code', [`--extensionDevelopmentPath=${root}`, examples], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    console.error('VS Code could not be started: its `code` command is not on the PATH.');
    console.error('Open this folder in VS Code and press F5, or install the package that `npm run package` makes.');
    process.exitCode = 1;
  }
}
