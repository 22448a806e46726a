import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../build/runtime/paths.ts';

const cache = join(projectRoot, 'node_modules/.cache');

/** One file for a process that is started hundreds of times. */
export interface BundledChild {
  path: string;
  remove(): Promise<void>;
}

/**
 * Bundles a file of this folder: a process starts sooner from one file, and with no loader that works beside it. gramjs
 * stays as it is installed.
 */
export async function bundleChild(name: string): Promise<BundledChild> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'child-'));
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['telegram', 'big-integer'] },
    build: {
      ssr: `test/torture/${name}.ts`,
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'child.mjs', codeSplitting: false } },
    },
  });
  return { path: join(folder, 'child.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
