import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClipboardMark, clipboardMarkSchema } from '../../../electron/main/app/clipboard-mark.ts';
import { createSessionExport } from '../../../electron/main/app/session-export.ts';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
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

const markFile = () => new JsonFile(join(folder, 'clipboard.json'), clipboardMarkSchema, Date.now);

function exportTo(path: string | null, mark = new ClipboardMark(markFile())) {
  return createSessionExport({
    mark,
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

/** Long enough for a file to be removed. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

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
  await exportTo(null).toClipboard(sampleText());
  await clock.advance(59_000, settled);
  expect(clipboard).toBe(sampleText());
  await clock.advance(1_000, settled);
  expect(clipboard).toBe('');
});

it('leaves alone what the person copied meanwhile', async () => {
  await exportTo(null).toClipboard(sampleText());
  clipboard = 'a shopping list';
  await clock.advance(60_000, settled);
  expect(clipboard).toBe('a shopping list');
});

it('empties the clipboard when the app ends before the minute is over, but not what was copied since', async () => {
  const exports = exportTo(null);
  await exports.toClipboard(sampleText());
  await exports.emptyClipboard();
  expect(clipboard).toBe('');
  await exports.toClipboard(sampleText());
  clipboard = 'a shopping list';
  await exports.emptyClipboard();
  expect(clipboard).toBe('a shopping list');
});

/** The app as it starts again after a crash. */
async function afterCrash() {
  const mark = new ClipboardMark(markFile());
  await mark.load();
  return exportTo(null, mark);
}

it('leaves a mark for the next start that tells nothing of the secret, and takes it away with the secret', async () => {
  const exports = exportTo(null);
  await exports.toClipboard(sampleText());
  const path = join(folder, 'clipboard.json');
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain(sampleText().slice(20, 40));
  expect(text).not.toContain(createHash('sha256').update(sampleText()).digest('hex'));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await exports.emptyClipboard();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

it('empties at the next start what a crash has left in the clipboard', async () => {
  await exportTo(null).toClipboard(sampleText());
  await (await afterCrash()).emptyLeft();
  expect(clipboard).toBe('');
  clipboard = sampleText();
  await (await afterCrash()).emptyLeft();
  expect(clipboard).toBe(sampleText());
});

it('leaves alone at the next start what the person has copied since, and forgets the secret', async () => {
  await exportTo(null).toClipboard(sampleText());
  clipboard = 'a shopping list';
  await (await afterCrash()).emptyLeft();
  expect(clipboard).toBe('a shopping list');
  await expect(stat(join(folder, 'clipboard.json'))).rejects.toThrow('ENOENT');
});

it('looks again where the desktop shows the clipboard later', async () => {
  await exportTo(null).toClipboard(sampleText());
  clipboard = '';
  const exports = await afterCrash();
  await exports.emptyLeft();
  clipboard = sampleText();
  await exports.emptyLeft();
  expect(clipboard).toBe('');
});

it('keeps its hands off what this run has copied, and off any clipboard where the mark is damaged', async () => {
  const exports = exportTo(null);
  await exports.toClipboard(sampleText());
  await exports.emptyLeft();
  expect(clipboard).toBe(sampleText());
  await writeFile(join(folder, 'clipboard.json'), '{"version":1,"salt":"","digest":"00"}');
  await (await afterCrash()).emptyLeft();
  expect(clipboard).toBe(sampleText());
});

it('copies also where the disk refuses the mark', async () => {
  const disk = new Disk(folder);
  disk.install();
  try {
    disk.watch(({ name }) => (name === 'handle.writeFile' ? { code: 'ENOSPC', when: 'before' } : null));
    await exportTo(null).toClipboard(sampleText());
  } finally {
    disk.restore();
  }
  expect(clipboard).toBe(sampleText());
});
