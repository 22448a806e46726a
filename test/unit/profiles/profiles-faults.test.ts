import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
import { Profiles, profilesFileSchema } from '../../../electron/main/profiles/profiles.ts';
import { everyFault } from '../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../fixtures/faulty-folder.ts';
import { draft, secrets } from '../../fixtures/sample-profile.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';
import { succeeded } from '../../fixtures/session-store.ts';

let folder: FaultyFolder;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await faultyFolder();
  sealer = new MemorySealer();
});
afterEach(() => folder.remove());

async function start(): Promise<Profiles> {
  const file = new JsonFile(join(folder.path, 'profiles.json'), profilesFileSchema, () => 7);
  const profiles = new Profiles(file, sealer, randomUUID);
  expect(await profiles.load()).toEqual({ ok: true, value: null });
  return profiles;
}

const namesOf = (profiles: Profiles) => profiles.list().profiles.map(({ name }) => name);

async function prepare(): Promise<void> {
  await folder.empty();
  succeeded(await (await start()).save(null, { ...draft, name: 'first' }, secrets));
}

it('whatever call fails, the profiles are there or said to be unreadable, and none is lost', async () => {
  const cases = await everyFault(folder.disk, {
    prepare,
    act: async () => {
      const profiles = await start();
      const unread = profiles.problem;
      return { profiles, unread, saved: await profiles.save(null, { ...draft, name: 'second' }, secrets) };
    },
    check: async ({ profiles, unread, saved }) => {
      const expected = saved.ok ? ['first', 'second'] : ['first'];
      if (unread) {
        expect(saved).toEqual({ ok: false, error: unread });
        await profiles.load();
      } else if (!saved.ok) {
        expect(saved.error.code).toBe('disk-write-failed');
      }
      expect(namesOf(profiles)).toEqual(expected);
      const restarted = await start();
      expect(namesOf(restarted)).toEqual(expected);
      expect(restarted.selected()?.secrets).toEqual(secrets);
      succeeded(await profiles.save(null, { ...draft, name: 'third' }, secrets));
      expect(namesOf(await start())).toEqual([...expected, 'third']);
      expect(await readdir(folder.path)).toEqual(['profiles.json']);
    },
  });
  console.log(`profiles.json: ${cases} faults`);
});

it.each(['remove', 'select', 'unseal'] as const)(
  'a failing %s changes nothing, in memory or on the disk',
  async (change) => {
    await everyFault(folder.disk, {
      prepare: async () => {
        await prepare();
        succeeded(await (await start()).save(null, { ...draft, name: 'second' }, secrets));
      },
      act: async () => {
        const profiles = await start();
        const id = profiles.list().profiles[1]?.id ?? '';
        return { profiles, changed: await profiles[change](id) };
      },
      check: async ({ profiles, changed }) => {
        if (profiles.problem) await profiles.load();
        const restarted = await start();
        expect(restarted.list()).toEqual(profiles.list());
        if (!changed.ok)
          expect([namesOf(restarted), restarted.selected()?.draft.name]).toEqual([
            ['first', 'second'],
            'first',
          ]);
      },
    });
  },
);

it('a disk that has become read-only costs nothing but the change', async () => {
  await prepare();
  const profiles = await start();
  folder.disk.watch(({ name }) =>
    ['open', 'rename', 'unlink', 'rm', 'mkdir'].includes(name) ? { code: 'EROFS', when: 'before' } : null,
  );
  expect(await profiles.save(null, draft, secrets)).toMatchObject({
    error: { code: 'disk-write-failed', params: { reason: expect.stringContaining('EROFS') } },
  });
  expect(namesOf(profiles)).toEqual(['first']);
});

it('changes that are asked for at once are all made, one after another', async () => {
  const profiles = await start();
  const names = Array.from({ length: 10 }, (_, index) => `profile ${index}`);
  const saves = await Promise.all(names.map((name) => profiles.save(null, { ...draft, name }, secrets)));
  const ids = saves.map((saved) => succeeded(saved).id);
  expect(namesOf(await start())).toEqual(names);
  await Promise.all([
    profiles.save(ids[3] ?? '', { ...draft, name: 'renamed' }, {}),
    profiles.select(ids[5] ?? ''),
    profiles.remove(ids[0] ?? ''),
    profiles.save(null, { ...draft, name: 'last' }, secrets),
    profiles.unseal(),
  ]);
  const restarted = await start();
  expect(namesOf(restarted)).toEqual([...names.slice(1, 3), 'renamed', ...names.slice(4), 'last']);
  expect(restarted.list().selectedId).toBe(ids[5]);
  expect(profiles.list()).toEqual(restarted.list());
});
