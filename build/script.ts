import type { ElectronRuntime } from './runtime/electron.ts';
import { resolveElectron } from './runtime/electron.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';

/** Runs an npm script's work and exits with the code it gives; a failure is told in one message. */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** The Electron to use, with the system packages it needs; `keyring` if safeStorage must encrypt. */
export async function prepareElectron({ keyring }: { keyring: boolean }): Promise<ElectronRuntime> {
  const runtime = await resolveElectron();
  await ensureSystemPackages(runtime.executablePath, keyring);
  if (!runtime.official) {
    console.log(
      `Electron ${runtime.version} stands in for the official one, which cannot be downloaded here.`,
    );
  }
  return runtime;
}
