import { defineConfig } from 'playwright/test';

/** Two runs beside each other keep out of each other's way. */
const run = process.env.E2E_RUN ?? '1';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: `test-results/e2e-${run}`,
  preserveOutput: 'failures-only',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  use: { trace: 'off' },
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/e2e-${run}.json` }]],
});
