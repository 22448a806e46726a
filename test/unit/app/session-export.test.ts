import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSessionExport } from '../../../electron/main/app/session-export.ts';
import { Disk } from '../../fixtures/disk-faults.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

let folder: string;
let clock: ManualClock;
let clipboard: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  clock = new ManualClock();
  clipboard = '';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function exportTo(path: string | null) {
  return createSessionExport({
    choosePath: async () => path,
    clipboard: {
      readText: () => clipboard,
      writeText: (text) => {
        clipboard = text;
      },
      clear: () => {
        clipboard = '';
      },
    },
    after: (delayMs, run) => clock.after(delayMs, run),
  });
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('writes exactly the session into a file that only its owner may read', async () => {
  const path = join(folder, 'a-bot.session.txt');
  expect(await exportTo(path).toFile('a-bot', sampleText())).toEqual({ ok: true, value: true });
  expect(await readFile(path, 'utf8')).toBe(sampleText());
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('writes nothing when the person closes the dialog, and says why a place refused the file', async () => {
  expect(await exportTo(null).toFile('a-bot', sampleText())).toEqual({ ok: true, value: false });
  const insideOfAFile = join(folder, 'file', 'session.txt');
  await exportTo(join(folder, 'file')).toFile('a-bot', 'occupied');
  expect(await exportTo(insideOfAFile).toFile('a-bot', sampleText())).toMatchObject({
    error: { code: 'export-failed' },
  });
});

it('does not call an export failed that was written, where the disk does not confirm it', async () => {
  const disk = new Disk(folder);
  disk.install();
  try {
    disk.watch(({ name, path }) =>
      name === 'handle.sync' && path === folder ? { code: 'EIO', when: 'before' } : null,
    );
    const path = join(folder, 'a-bot.session.txt');
    expect(await exportTo(path).toFile('a-bot', sampleText())).toEqual({ ok: true, value: true });
    expect(await readFile(path, 'utf8')).toBe(sampleText());
  } finally {
    disk.restore();
  }
});

it('takes the session out of the clipboard after a minute', async () => {
  exportTo(null).toClipboard(sampleText());
  await clock.advance(59_000, settled);
  expect(clipboard).toBe(sampleText());
  await clock.advance(1_000, settled);
  expect(clipboard).toBe('');
});

it('leaves alone what the person copied meanwhile', async () => {
  exportTo(null).toClipboard(sampleText());
  clipboard = 'a shopping list';
  await clock.advance(60_000, settled);
  expect(clipboard).toBe('a shopping list');
});

it('empties the clipboard when the app ends before the minute is over, but not what was copied since', async () => {
  const exports = exportTo(null);
  exports.toClipboard(sampleText());
  await exports.emptyClipboard();
  expect(clipboard).toBe('');
  exports.toClipboard(sampleText());
  clipboard = 'a shopping list';
  await exports.emptyClipboard();
  expect(clipboard).toBe('a shopping list');
});
