import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { 'cfn-lint-wasm': `${import.meta.dirname}/packages/cfn-lint-wasm/src/index.ts` } },
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
