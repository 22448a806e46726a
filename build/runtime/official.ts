import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { capture } from './command.ts';
import { runtimeCache } from './paths.ts';

type FailedDownload = { version: string; failedAtMs: number };

const markerFile = join(runtimeCache, 'official-download-failed.json');
const downloadLimitMs = 5 * 60_000;
const retryAfterMs = 24 * 60 * 60_000;

/** Whether a download of this version failed so recently that trying again would only cost time. */
export function failedRecently(marker: FailedDownload | undefined, version: string, nowMs: number): boolean {
  if (marker?.version !== version) return false;
  const ageMs = nowMs - marker.failedAtMs;
  return ageMs >= 0 && ageMs < retryAfterMs;
}

/** Reads a marker file's text; anything else than a marker counts as none. */
export function parseFailedDownload(text: string): FailedDownload | undefined {
  try {
    const { version, failedAtMs } = JSON.parse(text) as Partial<FailedDownload>;
    return typeof version === 'string' && typeof failedAtMs === 'number'
      ? { version, failedAtMs }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The pinned `electron` package; its binary is downloaded on first use and not by npm. */
const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

export async function officialVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function installedExecutable(version: string): Promise<string | undefined> {
  const dist = join(packageFolder, 'dist');
  const found = await readFile(join(dist, 'version'), 'utf8').catch(() => '');
  if (found.replace(/^v/, '').trim() !== version) return undefined;
  const executable = await readFile(join(packageFolder, 'path.txt'), 'utf8').catch(() => '');
  const path = join(dist, executable);
  return executable !== '' && existsSync(path) ? path : undefined;
}

/** The official executable, downloaded now if need be; `undefined` if it cannot be had. */
export async function officialExecutable(version: string): Promise<string | undefined> {
  const installed = await installedExecutable(version);
  if (installed) return installed;
  const marker = parseFailedDownload(await readFile(markerFile, 'utf8').catch(() => ''));
  if (failedRecently(marker, version, Date.now())) return undefined;

  console.log(`Downloading Electron ${version} …`);
  await capture(process.execPath, [join(packageFolder, 'install.js')], { timeoutMs: downloadLimitMs });
  const downloaded = await installedExecutable(version);
  if (downloaded) return downloaded;
  await mkdir(runtimeCache, { recursive: true });
  await writeFile(markerFile, JSON.stringify({ version, failedAtMs: Date.now() } satisfies FailedDownload));
  console.log('It cannot be downloaded from here; the next attempt is in a day.');
  return undefined;
}

export const officialDist = join(packageFolder, 'dist');
