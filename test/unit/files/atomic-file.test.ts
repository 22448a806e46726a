import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FileChange,
  removeFile,
  renameFile,
  temporaryOf,
  writeFileAtomically,
} from '../../../electron/main/files/atomic-file.ts';
import { readTextFile } from '../../../electron/main/files/read-text-file.ts';
import { Disk, type DiskCode } from '../../fixtures/disk-faults.ts';
import { everyFault } from '../../fixtures/every-fault.ts';

let folder: string;
let path: string;
let disk: Disk;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atomic-'));
  path = join(folder, 'facts.json');
  disk = new Disk(folder);
  disk.install();
});

afterEach(async () => {
  disk.restore();
  await rm(folder, { recursive: true, force: true });
});

async function content(of = path): Promise<string | null> {
  return readFile(of, 'utf8').catch(() => null);
}

/** The text that the file must hold after an answer, given what it held before and what it should have held. */
function promised<T>({ kind }: FileChange, before: T, after: T): T {
  return kind === 'failed' ? before : after;
}

describe('with one failing call of the file system, for each call, error and moment', () => {
  it('a write says what is on the disk, leaves no other file for long, and succeeds the next time', async () => {
    const cases = await everyFault(disk, {
      prepare: async () => {
        await rm(folder, { recursive: true, force: true });
        await writeFileAtomically(path, 'old');
      },
      act: () => writeFileAtomically(path, 'new'),
      check: async (changed) => {
        expect(await content()).toBe(promised(changed, 'old', 'new'));
        expect(await writeFileAtomically(path, 'newer')).toEqual({ kind: 'done' });
        expect([await content(), await readdir(folder)]).toEqual(['newer', ['facts.json']]);
      },
    });
    console.log(`writes: ${cases} faults`);
  });

  it('the first write into folders that are not there yet says so, too', async () => {
    const deep = join(folder, 'one', 'two', 'facts.json');
    const cases = await everyFault(disk, {
      prepare: () => rm(join(folder, 'one'), { recursive: true, force: true }),
      act: () => writeFileAtomically(deep, 'new'),
      check: async (changed) => {
        expect(await content(deep)).toBe(promised(changed, null, 'new'));
        expect((await writeFileAtomically(deep, 'newer')).kind).toBe('done');
        expect(await content(deep)).toBe('newer');
      },
    });
    console.log(`first writes: ${cases} faults`);
  });

  it('a removal says what is on the disk', async () => {
    const cases = await everyFault(disk, {
      prepare: async () => {
        await writeFile(path, 'old');
        await writeFile(temporaryOf(path), 'of a killed write');
      },
      act: () => removeFile(path),
      check: async (changed) => {
        expect(await content()).toBe(promised(changed, 'old', null));
        expect((await removeFile(path)).kind).toBe('done');
        expect(await readdir(folder)).toEqual([]);
      },
    });
    console.log(`removals: ${cases} faults`);
  });

  it('a new name says under which one the file is', async () => {
    const other = join(folder, 'other.json');
    const cases = await everyFault(disk, {
      prepare: async () => {
        await rm(other, { force: true });
        await writeFile(path, 'old');
      },
      act: () => renameFile(path, other),
      check: async (changed) => {
        expect(await content()).toBe(promised<string | null>(changed, 'old', null));
        expect(await content(other)).toBe(promised<string | null>(changed, null, 'old'));
      },
    });
    console.log(`renames: ${cases} faults`);
  });

  it('a read gives the text or says that nothing is known', async () => {
    const cases = await everyFault(disk, {
      prepare: () => writeFile(path, 'text'),
      act: () => readTextFile(path),
      check: async (read) => {
        if (read.kind !== 'read') expect(read).toMatchObject({ kind: 'unreadable' });
        expect(await readTextFile(path)).toEqual({ kind: 'read', text: 'text' });
      },
    });
    console.log(`reads: ${cases} faults`);
  });
});

it.each(['rename', 'open', 'handle.sync'])(
  'twenty writes that fail at %s leave the one file that was there',
  async (name) => {
    await writeFileAtomically(path, 'old');
    disk.watch((call) => (call.name === name ? { code: 'EIO', when: 'before' } : null));
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect((await writeFileAtomically(path, 'new')).kind).toBe('failed');
    }
    expect([await content(), await readdir(folder)]).toEqual(['old', ['facts.json']]);
  },
);

it('where the temporary file cannot be removed either, twenty failures leave one of it', async () => {
  disk.watch(({ name }) => (name === 'rename' || name === 'rm' ? { code: 'EACCES', when: 'before' } : null));
  for (let attempt = 0; attempt < 20; attempt += 1) await writeFileAtomically(path, 'new');
  expect(await readdir(folder)).toEqual(['facts.json.tmp']);
});

it('what would be below a file is removed already', async () => {
  await writeFile(path, 'a file');
  expect(await removeFile(join(path, 'below.json'))).toEqual({ kind: 'done' });
  expect(await removeFile(join(path, 'far', 'below.json'))).toEqual({ kind: 'done' });
});

it('a folder in the place of the temporary file does not keep a file from being removed', async () => {
  await writeFile(path, 'text');
  await mkdir(temporaryOf(path));
  expect(await removeFile(path)).toEqual({ kind: 'done' });
  expect(await readdir(folder)).toEqual(['facts.json.tmp']);
});

describe('a folder whose fsync', () => {
  function failFolderSync(code: DiskCode): void {
    disk.watch((call) =>
      call.name === 'handle.sync' && call.path === folder ? { code, when: 'before' } : null,
    );
  }

  it('does not exist on this file system costs nothing', async () => {
    for (const code of ['EINVAL', 'ENOTSUP'] as const) {
      failFolderSync(code);
      expect(await writeFileAtomically(path, code)).toEqual({ kind: 'done' });
      expect(await removeFile(path)).toEqual({ kind: 'done' });
    }
  });

  it('fails leaves the change unconfirmed', async () => {
    failFolderSync('EIO');
    expect(await writeFileAtomically(path, 'new')).toMatchObject({ kind: 'unconfirmed' });
    expect(await content()).toBe('new');
    expect(await removeFile(path)).toMatchObject({ kind: 'unconfirmed' });
    expect(await content()).toBeNull();
  });
});

describe('on Windows', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');

  beforeEach(() => Object.defineProperty(process, 'platform', { ...platform, value: 'win32' }));
  afterEach(() => Object.defineProperty(process, 'platform', { ...platform }));

  const codes = ['EPERM', 'EACCES', 'EBUSY'] as const;

  it.each(codes)('a rename that is held up with %s is tried again until it succeeds', async (code) => {
    let held = 0;
    disk.watch(({ name }) => {
      if (name !== 'rename' || held === 3) return null;
      held += 1;
      return { code, when: 'before' };
    });
    expect(await writeFileAtomically(path, 'new')).toEqual({ kind: 'done' });
    expect([held, await content()]).toEqual([3, 'new']);
  });

  it('a rename that stays held up fails in the end, with everything as it was', async () => {
    await writeFileAtomically(path, 'old');
    disk.watch(({ name }) => (name === 'rename' ? { code: 'EBUSY', when: 'before' } : null));
    expect(await writeFileAtomically(path, 'new')).toMatchObject({ kind: 'failed' });
    expect(disk.calls.filter(({ name }) => name === 'rename').length).toBeGreaterThan(5);
    expect([await content(), await readdir(folder)]).toEqual(['old', ['facts.json']]);
  });

  it('a rename that fails for another reason is not tried again', async () => {
    disk.watch(({ name }) => (name === 'rename' ? { code: 'ENOSPC', when: 'before' } : null));
    expect(await writeFileAtomically(path, 'new')).toMatchObject({ kind: 'failed' });
    expect(disk.calls.filter(({ name }) => name === 'rename')).toHaveLength(1);
  });
});

it('elsewhere a rename that is refused is not tried again', async () => {
  disk.watch(({ name }) => (name === 'rename' ? { code: 'EACCES', when: 'before' } : null));
  expect(await writeFileAtomically(path, 'new')).toMatchObject({ kind: 'failed' });
  expect(disk.calls.filter(({ name }) => name === 'rename')).toHaveLength(1);
});
