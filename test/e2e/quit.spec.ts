import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import type { FaultProxy } from '../fixtures/fault-proxy.ts';
import type { Operator } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

async function bringToCode({ operator }: OpenedApp, namespace: string): Promise<void> {
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
}

/** Telegram takes its time with the code, so that the quit comes before the answer. */
async function pressAndWaitUntilAsked({ operator }: OpenedApp, world: PracticeWorld): Promise<void> {
  await world.telegram.control.call('addFault', { method: 'auth.signIn', delayMs: 1_000 });
  await operator.typeCode(cast.plain.code);
  await expect.poll(() => world.telegram.control.calls('auth.signIn')).toHaveLength(1);
}

/** The file of the only session that waits. */
async function sealedCopy(userDataDir: string): Promise<string> {
  const names = await readdir(join(userDataDir, 'custody'), { recursive: true });
  const [name, ...others] = names.filter((path) => path.endsWith('.json'));
  if (name === undefined || others.length > 0) throw new Error(`no single sealed copy: ${names.join()}`);
  return join(userDataDir, 'custody', name);
}

/** Signs in while the store cannot be reached. */
async function signInUnstored(app: OpenedApp, storeProxy: FaultProxy, namespace: string): Promise<void> {
  await bringToCode(app, namespace);
  await storeProxy.refuse();
  await app.operator.typeCode(cast.plain.code);
  await expect(app.operator.refusal).toContainText('The store cannot be reached');
}

/** Types what a discard asks for. */
async function discard(operator: Operator, namespace: string): Promise<void> {
  await operator.quitQuestion.getByRole('button', { name: 'Discard…' }).click();
  const question = await operator.asked();
  await expect(question.page.getByLabel('Type this to lose it for good')).toBeFocused();
  await expect(question.button('Discard and quit')).toBeDisabled();
  await question.confirm('Discard and quit', { phrase: namespace });
}

async function askToQuit(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: main }) => main.quit());
}

test('quitting while Telegram still checks the code stores the session first', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  await bringToCode(app, 'hasty');
  await pressAndWaitUntilAsked(app, world);
  expect(await world.storedText(bucket, 'hasty')).toBeNull();
  await app.close();
  const stored = await storedSession(world, bucket, 'hasty');
  const [signIn] = await world.telegram.control.calls('auth.signIn');
  expect(signIn).toMatchObject({ fingerprint: stored.fingerprint, outcome: 'ok' });

  const again = await open({ userDataDir: app.userDataDir });
  await again.operator.open('hasty');
  await expect(again.operator.fact('Fingerprint')).toHaveText(stored.fingerprint);
  await expect(again.operator.row('hasty')).toContainText('Ada Brandt');
});

test('quitting while the window is still loading just quits', async ({ open }) => {
  // `open` gives the window as soon as it is there, before its page.
  const { close } = await open();
  await close();
});

test('reloading the window while it is still loading just loads it anew', async ({ open }) => {
  const { app, operator } = await open();
  await app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.reload();
  });
  await expect(operator.row('teleapp')).toBeVisible();
});

test('closing the window stores the session just as quitting does', async ({ world, bucket, open }) => {
  const app = await open();
  await bringToCode(app, 'closed-window');
  await pressAndWaitUntilAsked(app, world);
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => world.storedText(bucket, 'closed-window')).not.toBeNull();
  expect((await storedSession(world, bucket, 'closed-window')).dcId).toBe(2);
});

test('a store that refuses holds the quit back, and the app can stay open', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { operator } = app;
  await bringToCode(app, 'kept');
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('The store refuses this');

  await askToQuit(app.app);
  await expect(operator.quitQuestion).toContainText('kept: The store refuses this');
  await expect(operator.quitQuestion.getByRole('button', { name: 'Try again' })).toBeFocused();
  await operator.answerQuit('Keep the app open');
  await expect(operator.quitQuestion).toBeHidden();
  await expect(operator.dialog.locator(':focus')).toBeVisible();
  await expect(operator.row('kept')).toContainText('Waiting to be stored');
  expect(await world.storedText(bucket, 'kept')).toBeNull();

  storeProxy.clearRules();
  await app.close();
  const [signIn] = await world.telegram.control.calls('auth.signIn');
  expect((await storedSession(world, bucket, 'kept')).fingerprint).toBe(signIn?.fingerprint);
});

test('a store that hangs makes the quit ask, and trying again stores the session', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  await bringToCode(app, 'hanging');
  const rule = storeProxy.addRule({ method: 'PUT', fault: { kind: 'hang' } });
  await app.operator.typeCode(cast.plain.code);
  await expect.poll(() => rule.hits).toBe(1);
  const closing = app.close();
  await expect(app.operator.quitQuestion).toBeVisible({ timeout: 15_000 });
  storeProxy.clearRules();
  // Breaks what hangs.
  await storeProxy.refuse();
  await storeProxy.accept();
  await app.operator.answerQuit('Try again');
  await closing;
  const [signIn] = await world.telegram.control.calls('auth.signIn');
  expect((await storedSession(world, bucket, 'hanging')).fingerprint).toBe(signIn?.fingerprint);
});

test('a session is given up only when the operator types its name', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  await signInUnstored(app, storeProxy, 'given-up');
  const closing = app.close();
  await discard(app.operator, 'given-up');
  await closing;
  await storeProxy.accept();
  expect(await world.storedText(bucket, 'given-up')).toBeNull();
});

test('a session whose sealed copy cannot be removed is asked about again, with the reason', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { operator } = app;
  await signInUnstored(app, storeProxy, 'stubborn');
  const copy = await sealedCopy(app.userDataDir);
  await rm(copy);
  await mkdir(copy);

  const closing = app.close();
  await discard(operator, 'stubborn');
  await expect(operator.quitQuestion).toContainText('stubborn: The sealed copy could not be removed');
  await rm(copy, { recursive: true });
  await discard(operator, 'stubborn');
  await closing;
  await storeProxy.accept();
  expect(await world.storedText(bucket, 'stubborn')).toBeNull();
});
