import { join } from 'node:path';
import { ensureFallback, fallbackDist, fallbackVersion } from './fallback.ts';
import { officialDist, officialExecutable, officialVersion } from './official.ts';

export type ElectronRuntime = {
  /** Folder shaped like the official zip, for `ELECTRON_OVERRIDE_DIST_PATH`. */
  distPath: string;
  executablePath: string;
  version: string;
  /** False if the official binary could not be had and an older Electron stands in for it. */
  official: boolean;
};

/** The Electron to run the app with; throws if neither the official one nor the stand-in can be had. */
export async function resolveElectron(): Promise<ElectronRuntime> {
  const version = await officialVersion();
  const executablePath = await officialExecutable(version);
  if (executablePath) return { distPath: officialDist, executablePath, version, official: true };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron ${version} could not be downloaded, and only Linux on x64 has a stand-in. ` +
        'Run `npx install-electron` where its download is reachable (see ELECTRON_MIRROR for a mirror).',
    );
  }
  await ensureFallback();
  return {
    distPath: fallbackDist,
    executablePath: join(fallbackDist, 'electron'),
    version: fallbackVersion,
    official: false,
  };
}
