import picomatch from 'picomatch';
import type { Globs } from './files';

/** Files that may be ours by their names; their shape decides. */
export const lookedAt = ['**/*.{yaml,yml,json,template,tfstate}', '**/samconfig*.toml'];

/** Files that are read only when a finding stands in them: what is generated was made of them. */
export const sources = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,tf}'];

/**
 * What others made and nobody deploys from here: packages, version control, tools' own folders, copies of what stands elsewhere,
 * the code that a CDK app uploads, and lock files, which are large.
 */
const passedOver = [
  '**/{node_modules,bower_components,vendor/bundle,site-packages,__pycache__}/**',
  '**/{.git,.hg,.svn,.jj}/**',
  '**/{.terraform/providers,.aws-sam/build,.venv,.tox,.cache,.vscode-test,.idea}/**',
  '**/cdk.out/**/asset.*/**',
  '**/{package-lock,npm-shrinkwrap,packages.lock,composer.lock}.json',
  '**/{pnpm-lock,yarn.lock}.yaml',
];

/** Whether a file is looked at, by its path relative to the folder that the globs are relative to. Hidden files are. */
export function lookedAtBy({ include, exclude }: Globs): (path: string) => boolean {
  return picomatch([...lookedAt, ...include], { dot: true, ignore: [...passedOver, ...exclude] });
}

/** Whether a file is passed over even when it is open, by its path relative to the same folder. */
export function passedOverBy({ exclude }: Pick<Globs, 'exclude'>): (path: string) => boolean {
  return picomatch([...passedOver, ...exclude], { dot: true });
}
