import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** Outside git, thrown away with `node_modules`, shared by every command. */
export const runtimeCache = join(projectRoot, 'node_modules/.cache/electron-runtime');
