import type { ElectronApplication } from 'playwright';
import type { Channel } from '../../shared/ipc.ts';
import { questionPages } from '../fixtures/asked-question.ts';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

/** Presses *Check now* in the main window, and waits for the question. */
async function askForCheck({ operator }: OpenedApp, namespace = 'ada-connector') {
  await operator.open(namespace);
  await operator.press('Check now');
  return operator.asked();
}

/** Does something to the window of the question, in main. */
async function inMain(app: ElectronApplication, what: 'crash' | 'close'): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.isModal());
    if (wanted === 'crash') window?.webContents.forcefullyCrashRenderer();
    else window?.close();
  }, what);
}

test.beforeEach(({ world, bucket }) => world.storeEveryState(bucket));

test('stands before the main window with a session, a page and a bridge of its own', async ({ open }) => {
  const opened = await open();
  const question = await askForCheck(opened);
  const windows = await opened.app.evaluate(({ BrowserWindow, session }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      modal: window.isModal(),
      enabled: window.isEnabled(),
      ownSession: window.webContents.session !== session.defaultSession,
    })),
  );
  expect(windows.toSorted((a, b) => Number(a.modal) - Number(b.modal))).toEqual([
    { modal: false, enabled: false, ownSession: false },
    { modal: true, enabled: true, ownSession: true },
  ]);
  const found = await question.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'connectorAdmin'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys(window.confirmation).sort(),
    address: location.href,
  }));
  expect(found).toEqual({
    globals: [],
    bridge: ['answer', 'show', 'view'],
    address: 'app://confirmation/confirmation.html',
  });
  const policy = await question.page.evaluate(async () => {
    const response = await fetch(location.href).catch(() => null);
    return response?.headers.get('content-security-policy') ?? 'refused';
  });
  // Its own policy lets it fetch nothing, not even itself.
  expect(policy).toBe('refused');
  await question.decline();
});

test('the main window can neither answer it nor read it', async ({ world, open }) => {
  const opened = await open();
  const { page } = opened;
  const question = await askForCheck(opened);
  const attempts = await page.evaluate(async () => {
    const answer = { confirmed: true, pledged: true, typed: '' };
    const outcomes: string[] = [];
    for (const channel of ['confirmation:answer', 'confirmation:view', 'confirmation:show']) {
      await window.connectorAdmin.request(channel as Channel, answer as never).then(
        () => outcomes.push('answered'),
        () => outcomes.push('refused'),
      );
    }
    const page = await fetch('app://confirmation/confirmation.html').then(
      () => 'read',
      () => 'refused',
    );
    return [...outcomes, page];
  });
  expect(attempts).toEqual(['refused', 'refused', 'refused', 'refused']);
  await expect(question.dialog).toBeVisible();
  await question.decline();
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
});

test('a window that is closed, crashes or is left by quitting confirms nothing', async ({ world, open }) => {
  const opened = await open();
  const { app, operator, page } = opened;
  await askForCheck(opened);
  await inMain(app, 'close');
  await expect(operator.detail.getByRole('button', { name: 'Check now' })).toBeFocused();
  await expect(operator.detail.getByRole('alert')).toBeHidden();

  await askForCheck(opened);
  await inMain(app, 'crash');
  await expect(operator.detail.getByRole('alert')).toContainText('The question could not be asked');
  expect(questionPages(page)).toEqual([]);

  // And the next one is asked as usual.
  await (await askForCheck(opened)).decline();
  await askForCheck(opened);
  await opened.close();
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
});

test('quitting takes the question away, so that its own question can be answered', async ({
  world,
  storeProxy,
  open,
}) => {
  const opened = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { app, operator, page } = opened;
  await operator.create('waiting-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  const refused = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
  storeProxy.addRule({ method: 'PUT', fault: refused });
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toBeVisible();
  await operator.closeKeepingSession();
  await world.telegram.control.call('clearLog', {});
  await askForCheck(opened);
  await app.evaluate(({ app: main }) => main.quit());
  await expect(operator.quitQuestion).toBeVisible();
  expect(questionPages(page)).toEqual([]);
  // A script that asks again stands in nobody's way.
  const again = await page.evaluate(() =>
    window.connectorAdmin.request('namespaces:check-now', { namespace: 'ada-connector' }),
  );
  expect(again).toMatchObject({ error: { code: 'not-confirmed' } });
  expect(questionPages(page)).toEqual([]);
  await operator.answerQuit('Keep the app open');
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
  storeProxy.clearRules();
});

test('names what cannot be seen in a name, instead of obeying it', async ({ world, bucket, open }) => {
  const name = 'bot\u202etob-elpmaxe';
  await world.storeSession(bucket, name, { phone: cast.plain.phone });
  const opened = await open();
  const question = await askForCheck(opened, 'bot⟨U+202E⟩tob-elpmaxe');
  await expect(question.fact('Namespace')).toHaveText('bot⟨U+202E⟩tob-elpmaxe');
  await expect(question.fact('Profile')).toHaveText('Practice');
  await expect(question.fact('Place')).toContainText(bucket);
  await question.decline();
});
