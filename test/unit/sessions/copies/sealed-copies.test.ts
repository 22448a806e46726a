import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedCopies } from '../../../../electron/main/sessions/copies/sealed-copies.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer();
});

afterEach(() => folder.remove());

const directory = () => join(folder.path, 'profile');

function open(): SealedCopies {
  return new SealedCopies({ directory: directory(), sealer, problems: quietProblems(), now: () => 7 });
}

function copy(seed: number) {
  return { text: sampleText(seed), lastModified: seed, writer: 'this-app' as const };
}

async function seeds(copies: SealedCopies, namespace = 'bot'): Promise<(number | null)[]> {
  return (await copies.list(namespace)).map(({ lastModified }) => lastModified);
}

async function onDisk(): Promise<string[]> {
  const names = await readdir(directory()).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(directory(), name), 'utf8')));
}

describe('the sealed copies of a namespace', () => {
  it('survive a restart, newest first, with their text', async () => {
    const copies = open();
    for (const seed of [1, 2, 3]) await copies.keep('bot', copy(seed));
    const again = open();
    expect(await seeds(again)).toEqual([3, 2, 1]);
    expect((await again.list('bot'))[0]).toMatchObject(copy(3));
  });

  it('are the last five different strings, an equal one counted once', async () => {
    const copies = open();
    for (const seed of [1, 2, 3, 4, 5, 2, 6]) await copies.keep('bot', copy(seed));
    expect(await seeds(copies)).toEqual([6, 2, 5, 4, 3]);
  });

  it('never let the pinned one make room, and let it go when it is unpinned', async () => {
    const copies = open();
    const id = await copies.keep('bot', copy(1));
    await copies.pin('bot', id);
    for (const seed of [2, 3, 4, 5, 6, 7]) await copies.keep('bot', copy(seed));
    expect(await seeds(open())).toEqual([7, 6, 5, 4, 3, 1]);
    expect(await open().text('bot', id)).toBe(sampleText(1));
    const again = open();
    await again.pin('bot', null);
    await again.keep('bot', copy(8));
    expect(await seeds(again)).toEqual([8, 7, 6, 5, 4]);
  });

  it('keep namespaces apart, whatever characters their names have', async () => {
    const copies = open();
    const names = ['..', 'ünïcode 🛰', 'a'.repeat(900), 'nul'];
    for (const [index, name] of names.entries()) await copies.keep(name, copy(index + 1));
    for (const [index, name] of names.entries()) expect(await seeds(open(), name)).toEqual([index + 1]);
    for (const name of await readdir(directory())) expect(name).toMatch(/^[0-9a-f]{40}\.json$/);
  });

  it('stay in memory if nothing can seal them, and reach the disk once something can', async () => {
    sealer.isAvailable = false;
    const copies = open();
    await copies.keep('bot', copy(1));
    expect(await seeds(copies)).toEqual([1]);
    expect(await onDisk()).toEqual([]);
    sealer.isAvailable = true;
    await copies.seal();
    expect(await seeds(open())).toEqual([1]);
    expect(await seeds(copies)).toEqual([1]);
  });

  it('never stand readably on the disk', async () => {
    await open().keep('bot', copy(1));
    const texts = await onDisk();
    expect(texts).toHaveLength(1);
    expect(texts.join()).not.toContain(sampleText(1).slice(20, 60));
  });

  it('are left out while their seal cannot be opened, and are not lost by it', async () => {
    await open().keep('bot', copy(1));
    sealer.isAvailable = false;
    const copies = open();
    expect(await copies.list('bot')).toEqual([]);
    await copies.keep('bot', copy(2));
    sealer.isAvailable = true;
    expect(await seeds(copies)).toEqual([2, 1]);
  });

  it('cost nothing but themselves when the disk refuses', async () => {
    await writeFile(directory(), 'a file where the folder would be');
    const copies = open();
    await expect(copies.keep('bot', copy(1))).resolves.toMatch(/^[0-9a-f]{32}$/);
  });

  it('start afresh if their file is damaged, and keep it aside', async () => {
    await open().keep('bot', copy(1));
    const [name = ''] = await readdir(directory());
    await mkdir(directory(), { recursive: true });
    await writeFile(join(directory(), name), '{"version":');
    expect(await seeds(open())).toEqual([]);
    expect(await readdir(directory())).toEqual([`${name}.7.damaged`]);
  });
});
