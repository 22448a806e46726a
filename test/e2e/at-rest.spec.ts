import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { apiHash, cast } from '../practice/cast.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

const logOf = ({ userDataDir }: OpenedApp) => readFile(join(userDataDir, 'logs', 'main.log'), 'utf8');

async function signInBot({ operator }: OpenedApp, namespace: string): Promise<void> {
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  await operator.finish();
}

function clickMenuItem({ app }: OpenedApp, id: string): Promise<void> {
  return app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
}

test('the log is its owner’s alone, and calls namespaces by digests until names are turned on', async ({
  open,
}) => {
  const first = await open();
  await signInBot(first, 'secretive-bot');
  const folder = join(first.userDataDir, 'logs');
  expect([await modeOf(folder), await modeOf(join(folder, 'main.log'))]).toEqual(['700', '600']);
  const before = await logOf(first);
  expect(before).not.toContain('secretive-bot');
  expect(before).toMatch(/namespace: 'ns-[0-9a-f]{8}'/);

  await clickMenuItem(first, 'names-in-log');
  await expect.poll(() => logOf(first)).toContain('names in the log');
  await first.close();
  const again = await open({ userDataDir: first.userDataDir });
  await signInBot(again, 'outspoken-bot');
  expect(await logOf(again)).toMatch(/namespace: 'outspoken-bot \(ns-[0-9a-f]{8}\)'/);
});

test('a clipboard that still holds a secret after a crash is emptied by the next start, and no other', async ({
  bucket,
  world,
  open,
  launch,
}) => {
  await world.s3.putObject(bucket, 'telegram/quiet-bot/session.txt', '');
  // It goes on holding what the app has copied, as a desktop's clipboard manager does.
  const manager = await launch({ build: 'production' });
  const clipboardText = () => manager.app.evaluate(({ clipboard }) => clipboard.readText());
  const hold = (text: string) =>
    manager.app.evaluate(({ clipboard }, held) => clipboard.writeText(held), text);
  let userDataDir: string | undefined;
  for (const copiedSince of [null, 'a shopping list']) {
    const app: OpenedApp = await open(userDataDir ? { userDataDir } : {});
    userDataDir = app.userDataDir;
    await app.operator.open('quiet-bot');
    await app.operator.chooseFromMenu('Connector’s .env lines');
    await app.operator.dialog.getByRole('button', { name: 'Copy with secrets…' }).click();
    await app.operator.confirm('Copy with secrets');
    await expect(app.page.getByText('Lines copied with secrets')).toBeVisible();
    const copied = await clipboardText();
    expect(copied).toContain(apiHash);
    const mark = join(userDataDir, 'clipboard.json');
    expect(await modeOf(mark)).toBe('600');
    expect(await readFile(mark, 'utf8')).not.toContain(apiHash);
    await app.kill9();
    await hold(copiedSince ?? copied);

    const next = await open({ userDataDir });
    await expect(next.operator.row('quiet-bot')).toBeVisible();
    await expect.poll(clipboardText).toBe(copiedSince ?? '');
    await expect.poll(() => stat(mark).catch(() => null)).toBeNull();
    await next.close();
  }
});
