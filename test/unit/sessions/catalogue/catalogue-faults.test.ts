import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileProblems } from '../../../../electron/main/files/file-problems.ts';
import { NamespaceCatalogue } from '../../../../electron/main/sessions/catalogue/namespace-catalogue.ts';
import { everyFault } from '../../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { sampleAccount } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const alive = { kind: 'authorized', checkedAt: 5 } as const;
const dead = { kind: 'unauthorized', reason: 'session-revoked', checkedAt: 9 } as const;
let folder: FaultyFolder;
let sealer: MemorySealer;
let problems: FileProblems;

beforeEach(async () => {
  folder = await faultyFolder();
  sealer = new MemorySealer();
  problems = new FileProblems(silentLogger, () => {});
});
afterEach(() => folder.remove());

function open(): Promise<NamespaceCatalogue> {
  return NamespaceCatalogue.open({ directory: folder.path, profileId: 'p', sealer, problems, now: () => 7 });
}

async function prepare(): Promise<void> {
  await folder.empty();
  const catalogue = await open();
  catalogue.prefer('known');
  catalogue.recordAccount('known', sampleAccount.info, sampleAccount.phoneNumber);
  catalogue.recordVerdict('known', { verdict: alive, fingerprint: '0000000a', etag: '"1"' });
  catalogue.remember('unwanted');
  await catalogue.flush();
}

it('whatever call fails, nothing that was learned is lost, and what the disk did not take is told', async () => {
  const cases = await everyFault(folder.disk, {
    prepare,
    act: async () => {
      const catalogue = await open();
      catalogue.remember('learned');
      await catalogue.flush();
      return catalogue;
    },
    check: async (catalogue) => {
      const told = problems.list().length > 0;
      expect((await open()).names()).toEqual(told ? ['known', 'unwanted'] : ['known', 'unwanted', 'learned']);
      catalogue.remember('later');
      await catalogue.flush();
      expect(problems.list()).toEqual([]);
      const again = await open();
      expect(again.names()).toEqual(['known', 'unwanted', 'learned', 'later']);
      expect(again.phoneNumber('known')).toBe(sampleAccount.phoneNumber);
      expect(again.verdictOf('known', '0000000a')).toEqual(alive);
      expect(again.preferred).toBe('known');
      expect(await readdir(folder.path)).toEqual(['p.json']);
    },
  });
  console.log(`catalogue: ${cases} faults`);
});

it('what is learned while the file cannot be read is added to it, and what is forgotten stays forgotten', async () => {
  await prepare();
  folder.disk.watch(({ name }) => (name === 'readFile' ? { code: 'EMFILE', when: 'before' } : null));
  const catalogue = await open();
  const namesReadLate: string[][] = [];
  catalogue.readLate.add(() => namesReadLate.push(catalogue.names()));
  catalogue.recordVerdict('known', { verdict: dead, fingerprint: '0000000b', etag: '"2"' });
  catalogue.prefer('learned');
  catalogue.forget('unwanted');
  await catalogue.flush();
  expect(problems.list()).toMatchObject([{ error: { code: 'file-unreadable' } }]);
  folder.disk.watch();
  catalogue.remember('learned');
  await catalogue.flush();
  expect(namesReadLate).toEqual([['known', 'learned']]);
  const again = await open();
  expect(again.names()).toEqual(['known', 'learned']);
  expect(again.preferred).toBe('learned');
  expect(again.recall('known')).toMatchObject({
    account: sampleAccount.info,
    verdict: dead,
    fingerprint: '0000000b',
    etag: '"2"',
  });
  expect(again.phoneNumber('known')).toBe(sampleAccount.phoneNumber);
  expect(again.verdictOf('known', '0000000a')).toEqual(alive);
});
