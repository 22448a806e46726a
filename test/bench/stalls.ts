import type { ElectronApplication } from 'playwright';

interface Watched {
  connectorAdminStalls?: { max: number; reset(): void };
}

/** Begins to watch the main process's event loop. */
export async function watchStalls(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    // Kept where the next question finds it: a function sent to the app sees nothing of this file.
    (globalThis as Watched).connectorAdminStalls = histogram;
  });
}

/** The longest stall in ms while the work ran. */
export async function longestStallMs(
  app: ElectronApplication,
  work: () => Promise<unknown>,
): Promise<number> {
  await app.evaluate(() => (globalThis as Watched).connectorAdminStalls?.reset());
  await work();
  return app.evaluate(() => ((globalThis as Watched).connectorAdminStalls?.max ?? Number.NaN) / 1e6);
}
