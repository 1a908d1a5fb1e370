import { defineConfig } from 'vitest/config';

// In CI one of some seven hundred tests of a page that two busy cores draw would stop a change that has no fault: it is
// tried once more, and told of at the end. A fault of the page or of the test fails twice, or is to be looked for.
const retry = process.env['CI'] ? 1 : 0;

export default defineConfig({
  test: {
    // The machine that CI runs on has two cores. A browser's page, or a Python that starts, leaves half of them idle.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          // Of a machine that others use too.
          testTimeout: 30_000,
          // One project after the other: the browser's pages would wait for cores that are busy throughout.
          sequence: { groupOrder: 0 },
          include: ['{src,server,client,proto,examples,test}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', 'test/interop/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'browser',
          retry,
          sequence: { groupOrder: 1 },
          include: ['**/*.browser.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A condition that holds at once on a quiet machine takes seconds on a loaded one.
          expect: { poll: { timeout: 15_000 } },
          // What a page complained of is in the message: of a test that passes when it is tried again, that is all there is.
          chaiConfig: { truncateThreshold: 1000 },
        },
      },
      {
        test: {
          name: 'interop',
          retry,
          sequence: { groupOrder: 2 },
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
