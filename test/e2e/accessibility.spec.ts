import { AxeBuilder } from '@axe-core/playwright';
import type { ElectronApplication, Page } from 'playwright';
import type { AskedQuestion } from '../fixtures/asked-question.ts';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { chooseLockNow, seesLocked, setUpLock, typeUnlock } from '../fixtures/lock.ts';
import { plantUnusable } from '../fixtures/planted-leftovers.ts';
import { ProfileForm, typedProfile } from '../fixtures/profile-form.ts';
import { sampleText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';

/** The smallest window that the app supports. */
const smallest = { width: 1024, height: 640 };

async function seriousViolations(page: Page): Promise<string[]> {
  // Electron has no page to open for the report, so axe runs in the page itself.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

async function shrink(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, smallest);
}

/** Elements that are wider inside than the room they have and would let one scroll sideways. */
async function sidewaysScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const scrolls =
          element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
        return scrolls && element.scrollWidth > element.clientWidth;
      })
      .map(({ tagName, className }) => `${tagName} ${className}`),
  );
}

/** Looks at what is on the screen now, in both colour schemes and in the smallest window. */
async function expectGood({ app, page }: OpenedApp, screen: string): Promise<void> {
  await shrink(app);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expect.poll(() => seriousViolations(page), { message: `${screen}, ${colorScheme}` }).toEqual([]);
  }
  expect(await sidewaysScrollers(page), screen).toEqual([]);
}

/** The same for the question that main asks, which has all of its page in sight. */
async function expectGoodQuestion({ operator }: OpenedApp, screen: string): Promise<AskedQuestion> {
  const question = await operator.asked();
  await expect(question.dialog).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await question.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await seriousViolations(question.page), `${screen}, ${colorScheme}`).toEqual([]);
  }
  expect(await sidewaysScrollers(question.page), screen).toEqual([]);
  const hidden = await question.page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement;
    return scrollHeight - clientHeight;
  });
  expect(hidden, screen).toBe(0);
  return question;
}

test('the first run and the profile form pass axe and fit the smallest window', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open({ profile: null });
  await expectGood(app, 'welcome');
  await app.page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(app.page);
  await profile.save();
  await expect(profile.form).toContainText('Give the profile a name.');
  await expectGood(app, 'profile with errors');
  await profile.fill({ ...typedProfile(world, bucket), Bucket: 'no-such-bucket' });
  await profile.test();
  await expect(profile.report).toContainText('Bucket: Failed');
  await expectGood(app, 'connection test');
  await profile.openAdvanced();
  await profile.fill({ Endpoint: 'https://mіnio.example.org', Proxy: 'http://proxy.example.org:3128' });
  await profile.form.getByLabel('The proxy asks for a user name and a password').check();
  await profile.form.getByLabel('Server-side encryption').selectOption('aws:kms');
  await profile.save();
  await expect(profile.form).toContainText('Enter the user name.');
  await expectGood(app, 'advanced fields with errors');
});

test('namespaces in every state pass axe and fit the smallest window', async ({ world, bucket, open }) => {
  await world.storeEveryState(bucket);
  const long = 'a-very-long-namespace-name-'.repeat(11);
  await world.storeSession(bucket, long, { phone: cast.plain.phone });
  const app = await open();
  for (const namespace of ['ada-connector', 'never-signed-in', 'cut-short', 'poisoned-by-gramjs', long]) {
    await app.operator.open(namespace);
    await expectGood(app, namespace);
  }
  await app.operator.press('Check now');
  await expectGoodQuestion(app, 'check now');
});

test('every step of the wizard passes axe and fits the smallest window', async ({ open }) => {
  const app = await open();
  const { operator } = app;
  await operator.create('walked-through');
  await operator.press('Sign in');
  await expectGood(app, 'method');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone('12');
  await expect(operator.refusal).toBeVisible();
  await expectGood(app, 'phone, refused');
  await operator.sendPhone(cast.guarded.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await expectGood(app, 'code');
  await operator.typeCode(cast.guarded.code);
  await expect(operator.dialog.getByLabel('Password', { exact: true })).toBeVisible();
  await expectGood(app, 'password');
  await operator.typePassword(cast.guarded.password);
  await operator.seesStored();
  await expectGood(app, 'stored');
});

test('the palette and the new-namespace dialog pass axe and fit the smallest window', async ({ open }) => {
  const app = await open();
  const { operator, page } = app;
  await operator.sees('teleapp');
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
  await expectGood(app, 'palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New namespace' }).click();
  await operator.dialog.getByLabel('Name', { exact: true }).fill('with space');
  await expectGood(app, 'new namespace');
});

test('a conflict passes axe and fits the smallest window', async ({ world, bucket, open }) => {
  const app = await open();
  const { operator, page } = app;
  await operator.create('contested');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await world.s3.putObject(bucket, 'telegram/contested/session.txt', sampleText(1));
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toBeVisible();
  await expectGood(app, 'a refused store');
  await operator.dialog.getByRole('button', { name: 'Compare both sessions' }).click();
  const card = page.getByRole('region', { name: 'Conflict' });
  await expect(card).toBeVisible();
  await expectGood(app, 'conflict');
  await card.getByRole('button', { name: 'Keep both' }).click();
  await expect(operator.dialog).toBeVisible();
  await expectGood(app, 'a name for the new session');
  await operator.dialog.getByRole('button', { name: 'Cancel' }).click();
  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  await expectGoodQuestion(app, 'keeping the stored session');
  await operator.confirm('Keep the stored session');
  await expect(card).toBeHidden();
});

test('leftovers and their discarding pass axe and fit the smallest window', async ({ open }) => {
  const first = await open();
  await first.close();
  await plantUnusable(first.userDataDir);
  const app = await open({ profile: null, userDataDir: first.userDataDir });
  const { operator, page } = app;
  await expect(page.getByText('2 leftovers of earlier sign-ins')).toBeVisible();
  await expectGood(app, 'the banner of leftovers');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(operator.dialog).toContainText('Left over from earlier sign-ins');
  await expectGood(app, 'leftovers');
  const file = operator.dialog.getByRole('region', { name: 'Left over: Namespace not known' });
  await file.getByRole('button', { name: 'Discard' }).click();
  const question = await expectGoodQuestion(app, 'discarding a leftover');
  await expect(question.page.getByLabel('Type these words')).toBeEditable();
  await question.page.getByLabel('Type these words').fill('discard this file');
  await expectGoodQuestion(app, 'discarding a leftover, typed');
});

test('a locked vault and a forgotten passphrase pass axe and fit the smallest window', async ({ open }) => {
  const args = ['--password-store=basic'];
  const first = await open({ args });
  await first.page.getByRole('button', { name: 'Set a passphrase' }).click();
  for (const label of ['Passphrase', 'Passphrase again'])
    await first.operator.dialog.getByLabel(label, { exact: true }).fill(cast.passphrase);
  await first.operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(first.operator.dialog).toBeHidden();
  await first.close();

  const app = await open({ profile: null, userDataDir: first.userDataDir, args });
  const { dialog } = app.operator;
  await expect(dialog.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await expectGood(app, 'unlock');
  await dialog.getByRole('button', { name: 'I forgot it…' }).click();
  await expect(dialog).toContainText('Nothing is deleted.');
  await expectGood(app, 'a forgotten passphrase');
  await dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(dialog).toContainText('Use at least 12 characters');
  await expectGood(app, 'a forgotten passphrase, refused');
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectGood(app, 'locked');
});

test('the lock and its settings pass axe and fit the smallest window', async ({ open }) => {
  const app = await open({ profile: { production: true } });
  const { operator, page } = app;
  await operator.sees('teleapp');
  await expectGood(app, 'a lock that is not set up');
  await page.getByRole('button', { name: 'Set up the lock' }).click();
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toContainText('Use at least 12 characters');
  await expectGood(app, 'lock settings');
  await page.keyboard.press('Escape');
  await setUpLock(app);
  await chooseLockNow(app.app);
  await seesLocked(page);
  await typeUnlock(page, 'not the passphrase');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByText('Forgot the passphrase?').click();
  await expectGood(app, 'locked');
});
