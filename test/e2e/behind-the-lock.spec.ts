import { AskedQuestion, questionPages } from '../fixtures/asked-question.ts';
import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { chooseLockNow, seesLocked, setUpLock, typeUnlock } from '../fixtures/lock.ts';
import { collectNotices } from '../fixtures/system-notices.ts';
import { cast } from '../practice/cast.ts';
import { sessionKey } from '../practice/world.ts';

/** Events that main sends the window while a session is being stored. */
const events = ['pending:changed', 'namespaces:changed', 'namespaces:detail', 'sign-in:changed'] as const;

test('behind the lock a session is stored, no event is pushed, and a sign-in that waited for its code goes on afterwards', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const opened = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { app, operator, page } = opened;
  await setUpLock(opened);
  await operator.create('waits-for-code');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await operator.continueLater();

  await operator.create('stored-behind');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await storeProxy.refuse();
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toContainText('The store cannot be reached');
  await chooseLockNow(app);
  await seesLocked(page);
  expect(await world.storedText(bucket, 'stored-behind')).toBeNull();
  await page.evaluate((names) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const name of names) window.connectorAdmin.on(name, () => heard.push(name));
  }, events);
  await storeProxy.accept();
  await expect.poll(() => world.storedText(bucket, 'stored-behind'), { timeout: 30_000 }).not.toBeNull();
  await seesLocked(page);
  expect(await page.evaluate(() => (globalThis as { heard?: string[] }).heard)).toEqual([]);

  await typeUnlock(page);
  await expect(operator.row('stored-behind')).not.toContainText('Waiting to be stored');
  await operator.open('waits-for-code');
  await operator.press('Continue sign-in');
  await operator.typeCode(cast.plain.code);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'waits-for-code')).authKey).toHaveLength(256);
});

test('no question stands over the lock, whoever asks and whenever, and the menu turns nothing on there', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeSession(bucket, 'ada-connector', { phone: cast.plain.phone });
  const opened = await open();
  const { app, page, operator } = opened;
  await setUpLock(opened);
  await expect(operator.row('ada-connector')).toBeVisible();
  // Two questions of a script; the second one's turn comes when the first one is taken away.
  await page.evaluate(async () => {
    const { connectorAdmin } = window;
    const list = await connectorAdmin.request('profiles:list', undefined);
    const [profile] = list.ok ? list.value.profiles : [];
    if (!profile) throw new Error('no profile');
    for (const host of ['one', 'two']) {
      const draft = {
        name: host,
        colour: profile.colour,
        endpoint: `http://${host}.example.org`,
        region: profile.region,
        bucket: profile.bucket,
        credentials: { kind: 'default-chain' as const },
        apiId: profile.apiId,
        defaultNamespace: profile.defaultNamespace,
        production: false,
      };
      void connectorAdmin.request('profiles:save', { id: null, draft, secrets: {}, importId: null });
    }
  });
  await AskedQuestion.before(page);
  await chooseLockNow(app);
  await seesLocked(page);
  await page.waitForTimeout(1_500);
  expect(questionPages(page)).toEqual([]);
  const names = await app.evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('names-in-log');
    item?.click();
    return new Promise((resolve) => setTimeout(() => resolve(item?.checked), 300));
  });
  expect(names).toBe(false);

  await typeUnlock(page);
  await expect(operator.row('ada-connector')).toBeVisible();
  const profiles = await page.evaluate(() => window.connectorAdmin.request('profiles:list', undefined));
  expect(profiles.ok && profiles.value.profiles.length).toBe(1);
});

test('a session that is overwritten behind the lock is told of without its name', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeSession(bucket, 'secret-project', { phone: cast.plain.phone });
  const old = (await world.storedText(bucket, 'secret-project')) ?? '';
  const opened = await open();
  const { app, operator, page } = opened;
  await setUpLock(opened);
  await operator.open('secret-project');
  await operator.chooseFromMenu('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  const notices = await collectNotices(app);
  await chooseLockNow(app);
  await seesLocked(page);
  await world.s3.putObject(bucket, sessionKey('secret-project'), old);
  await expect
    .poll(notices, { timeout: 20_000 })
    .toEqual([{ title: 'A session was overwritten', body: expect.stringContaining('Unlock the app') }]);
  await typeUnlock(page);
  await expect(operator.row('secret-project')).toContainText('Overwritten');
});

test('quitting behind the lock loses no session, and its question names none', async ({
  storeProxy,
  open,
}) => {
  const opened = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { app, operator, page } = opened;
  await setUpLock(opened);
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await operator.create('secret-project');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.row('secret-project')).toContainText('Waiting to be stored');
  await chooseLockNow(app);
  await seesLocked(page);

  const asked = await app.evaluate(
    ({ app: main, dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBox = (...given: unknown[]) => {
          const options = given.at(-1) as { buttons: string[] };
          resolve(JSON.stringify(options));
          return Promise.resolve({
            response: options.buttons.indexOf('Keep the app open'),
            checkboxChecked: false,
          });
        };
        main.quit();
      }),
  );
  expect(asked).toContain('One session is waiting to be stored');
  expect(asked).toContain('Keep the sealed copy and quit');
  expect(asked).not.toContain('secret-project');
  await seesLocked(page);
  storeProxy.clearRules();
  await typeUnlock(page);
  await expect(operator.row('secret-project')).toBeVisible();
});

test('a window whose page hangs is locked as well', async ({ world, bucket, open }) => {
  await world.storeSession(bucket, 'on-the-screen', { phone: cast.plain.phone });
  const opened = await open();
  const { app, operator, page } = opened;
  await setUpLock(opened);
  await operator.open('on-the-screen');
  // Playwright would wait for the end of it.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    void contents?.executeJavaScript('setTimeout(() => { for (;;); })').catch(() => undefined);
  });
  await page.waitForTimeout(500);
  await chooseLockNow(app);
  const words = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const answer = contents?.executeJavaScript('document.body.textContent') ?? '';
      const late = new Promise((resolve) => setTimeout(() => resolve('hangs'), 1_000));
      return Promise.race([answer, late]);
    });
  await expect.poll(words, { timeout: 20_000 }).toContain('Locked');
  expect(await words()).not.toContain('on-the-screen');
});

test('a second start leads to the lock, not past it', async ({ open }) => {
  const opened = await open();
  const { app, page } = opened;
  await setUpLock(opened);
  await chooseLockNow(app);
  await seesLocked(page);
  const windows = await app.evaluate(({ app: main, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
    main.emit('second-instance', {}, [], '', {});
    return BrowserWindow.getAllWindows().map((window) => [window.isMinimized(), window.webContents.getURL()]);
  });
  expect(windows).toEqual([[false, 'app://window/lock.html']]);
  // Asked of main, because Playwright itself waits for the end of a navigation that never begins.
  const drawn = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const asked = new Promise<boolean>((resolve) => {
      contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented));
    });
    void contents?.executeJavaScript("location.href = 'app://window/index.html'");
    const refused = await asked;
    await contents?.executeJavaScript('history.back()');
    const words: unknown = await contents?.executeJavaScript('document.querySelector("h1").textContent');
    return { refused, words, address: contents?.getURL() };
  });
  expect(drawn).toEqual({ refused: true, words: 'Locked', address: 'app://window/lock.html' });
});
