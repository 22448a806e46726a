import type { ElectronApplication } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { answerQuitDialog, quitQuestions } from '../fixtures/native-dialogs.ts';
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

test('closing the window stores the session just as quitting does', async ({ world, bucket, open }) => {
  const app = await open();
  await bringToCode(app, 'closed-window');
  await pressAndWaitUntilAsked(app, world);
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => world.storedText(bucket, 'closed-window')).not.toBeNull();
  expect((await storedSession(world, bucket, 'closed-window')).dcId).toBe(2);
});

test('a store that refuses holds the quit back until the operator lets it try again', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  await bringToCode(app, 'kept');
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await app.operator.typeCode(cast.plain.code);
  await expect(app.operator.refusal).toContainText('The store refuses this');

  await answerQuitDialog(app.app, ['Keep the app open']);
  await askToQuit(app.app);
  await expect.poll(() => quitQuestions(app.app)).toHaveLength(1);
  const [question] = await quitQuestions(app.app);
  expect(question).toContain('One session is not stored yet');
  expect(question).toContain('kept');
  await expect(app.operator.row('kept')).toContainText('Not saved');
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
  const rule = storeProxy.addRule({ method: 'PUT', times: 1, fault: { kind: 'hang' } });
  await app.operator.typeCode(cast.plain.code);
  await expect.poll(() => rule.hits).toBe(1);
  await answerQuitDialog(app.app, ['Try again']);
  await app.close();
  const [signIn] = await world.telegram.control.calls('auth.signIn');
  expect((await storedSession(world, bucket, 'hanging')).fingerprint).toBe(signIn?.fingerprint);
});

test('a session is given up only when the operator says so', async ({ world, bucket, storeProxy, open }) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  await bringToCode(app, 'given-up');
  await storeProxy.refuse();
  await app.operator.typeCode(cast.plain.code);
  await expect(app.operator.refusal).toContainText('The store cannot be reached');
  await answerQuitDialog(app.app, ['Quit and lose them']);
  await app.close();
  expect(await world.storedText(bucket, 'given-up')).toBeNull();
});
