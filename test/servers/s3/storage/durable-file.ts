import { closeSync, fsyncSync, openSync, renameSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';

/** Ending of files that a crash left half written: never read, removed at the next start. */
export const temporarySuffix = '.tmp';

/** Replaces a file as a whole: after a crash it holds all of the old bytes or all of the new ones. */
export function writeDurably(path: string, parts: readonly Buffer[]): void {
  replace(path, parts, true);
  syncDirectory(dirname(path));
}

/** As a whole too, but only the kernel holds it: safe from a killed process, not from a power cut. For bulk loads. */
export function writeFast(path: string, parts: readonly Buffer[]): void {
  replace(path, parts, false);
}

export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function replace(path: string, parts: readonly Buffer[], sync: boolean): void {
  const temporary = path + temporarySuffix;
  const descriptor = openSync(temporary, 'w');
  try {
    const written = writevSync(descriptor, parts);
    const expected = parts.reduce((sum, part) => sum + part.length, 0);
    if (written !== expected) throw new Error(`wrote ${written} of ${expected} bytes to ${temporary}`);
    if (sync) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}
