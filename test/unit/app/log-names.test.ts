import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LogNames, logSettingsSchema } from '../../../electron/main/app/log-names.ts';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

async function loaded(): Promise<LogNames> {
  const names = new LogNames(new JsonFile(join(folder.path, 'log.json'), logSettingsSchema, Date.now));
  await names.load();
  return names;
}

it('calls a namespace by the same digest after a restart, and another by another', async () => {
  const first = await loaded();
  const again = await loaded();
  expect(first.textOf('production-bot')).toMatch(/^ns-[0-9a-f]{8}$/);
  expect(again.textOf('production-bot')).toBe(first.textOf('production-bot'));
  expect(again.textOf('production-bot2')).not.toBe(first.textOf('production-bot'));
  expect((await stat(join(folder.path, 'log.json'))).mode & 0o777).toBe(0o600);
});

it('has digests of its own on every computer', async () => {
  const here = (await loaded()).textOf('production-bot');
  await folder.remove();
  folder = await temporaryDirectory();
  expect((await loaded()).textOf('production-bot')).not.toBe(here);
});

it('writes the name beside the digest once the operator wants it, also after a restart', async () => {
  const names = await loaded();
  const digest = names.textOf('production-bot');
  await names.setWritesNames(true);
  expect(names.textOf('production-bot')).toBe(`production-bot (${digest})`);
  const again = await loaded();
  expect(again.textOf('production-bot')).toBe(`production-bot (${digest})`);
  await again.setWritesNames(false);
  expect((await loaded()).textOf('production-bot')).toBe(digest);
});

it('leaves names out where its file is damaged', async () => {
  await writeFile(join(folder.path, 'log.json'), '{"version":1,"writesNames":"yes"}');
  expect((await loaded()).textOf('production-bot')).toMatch(/^ns-[0-9a-f]{8}$/);
});
