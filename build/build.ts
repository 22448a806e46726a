import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stream } from './runtime/command.ts';
import { withLock } from './runtime/lock.ts';
import { projectRoot, runtimeCache } from './runtime/paths.ts';

export type BuildMode = 'production' | 'practice';

/** Where each build goes; Electron opens the practice one by its folder, the other by the project's. */
export const buildFolders: Readonly<Record<BuildMode, string>> = {
  production: join(projectRoot, 'out'),
  practice: join(projectRoot, 'out-practice'),
};

export const electronVite = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');

const productSources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json'];
const sources: Readonly<Record<BuildMode, readonly string[]>> = {
  production: productSources,
  practice: [...productSources, 'test/practice', 'test/servers'],
};

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** One digest over the names and contents of all files at these paths (files or folders). */
export async function digestOf(paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map(filesUnder))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Without it Electron would take the folder's name and its own version for the app's. */
async function writePracticeManifest(): Promise<void> {
  const { name, productName, version } = JSON.parse(
    await readFile(join(projectRoot, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  const manifest = { name, productName, version, type: 'module', main: 'main/index.js' };
  await writeFile(join(buildFolders.practice, 'package.json'), JSON.stringify(manifest));
}

async function runBuild(mode: BuildMode): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env;
  const exitCode = await stream(
    process.execPath,
    [electronVite, 'build', '--mode', mode, '--logLevel', 'warn'],
    { cwd: projectRoot, env },
  );
  if (exitCode !== 0) throw new Error(`The ${mode} build failed.`);
  if (mode === 'practice') await writePracticeManifest();
}

function stampFile(mode: BuildMode): string {
  return join(buildFolders[mode], '.sources');
}

/** Makes the next `buildApp` build, whatever the sources are. */
export async function forgetBuild(mode: BuildMode): Promise<void> {
  await rm(stampFile(mode), { force: true });
}

/** Builds the app unless its sources are those of the last build; throws if the build fails. */
export async function buildApp(mode: BuildMode): Promise<void> {
  await withLock(join(runtimeCache, `build-${mode}.lock`), async () => {
    const digest = await digestOf(sources[mode].map((path) => join(projectRoot, path)));
    if ((await readFile(stampFile(mode), 'utf8').catch(() => '')) === digest) return;
    await forgetBuild(mode);
    await runBuild(mode);
    await writeFile(stampFile(mode), digest);
  });
}
