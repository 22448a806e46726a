import { defineConfig } from 'playwright/test';

/** Parts that run beside each other keep out of each other's way. */
const part = process.env.E2E_PART ?? '1';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: `test-results/e2e-${part}`,
  preserveOutput: 'failures-only',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  use: { trace: 'off' },
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/e2e-${part}.json` }]],
});
