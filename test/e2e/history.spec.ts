import type { Locator } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { connectorGrants } from '../fixtures/s3.ts';
import { sampleText } from '../fixtures/session-strings.ts';
import { sessionKey } from '../practice/world.ts';

const namespace = 'old-hand';

function history({ page }: OpenedApp): Locator {
  return page.getByRole('region', { name: 'History' });
}

function lines(opened: OpenedApp): Locator {
  return history(opened)
    .getByRole('row')
    .filter({ has: opened.page.getByRole('cell') });
}

async function show(opened: OpenedApp): Promise<void> {
  await opened.operator.open(namespace);
  await opened.operator.press('Show history');
}

test('a bucket with versions shows what was stored, equal strings as one line, and brings one back', async ({
  world,
  open,
}) => {
  const bucket = 'practice-versions-of-history';
  await world.s3.createBucket(bucket, { versioned: true });
  for (const seed of [1, 2, 3, 3, 3, 4]) {
    await world.s3.putObject(bucket, sessionKey(namespace), sampleText(seed));
  }
  const { fingerprint: stored } = await storedSession(world, bucket, namespace);
  const opened = await open({ profile: { bucket } });
  const { operator } = opened;
  await show(opened);
  await expect(lines(opened)).toHaveCount(4);
  await expect(lines(opened).nth(0)).toContainText('Stored now');
  await expect(lines(opened).nth(1)).toContainText('written 3 times in a row');

  await lines(opened).nth(3).getByRole('button').click();
  const question = await operator.asked();
  await expect(question.dialog).toContainText('Restoring does not revive an ended session');
  await question.confirm('Restore session');
  await expect.poll(() => world.storedText(bucket, namespace)).toBe(sampleText(1));
  await expect(lines(opened)).toHaveCount(5);
  await expect(lines(opened).nth(0)).toContainText('This app');
  await expect(lines(opened).nth(1)).toContainText(stored);
  await expect(operator.detail).toContainText('in case an old connector puts its session back');
});

test('a restore that meets another writer says of the restored session what is true of it', async ({
  world,
  open,
}) => {
  const bucket = 'practice-contested-history';
  await world.s3.createBucket(bucket, { versioned: true });
  for (const seed of [1, 2]) await world.s3.putObject(bucket, sessionKey(namespace), sampleText(seed));
  const opened = await open({ profile: { bucket } });
  const { operator, page } = opened;
  await show(opened);
  await lines(opened).nth(1).getByRole('button').click();
  const restoring = await operator.asked();
  await world.s3.putObject(bucket, sessionKey(namespace), sampleText(3));
  await restoring.confirm('Restore session');
  const card = page.getByRole('region', { name: 'Conflict' });
  const ours = card.getByRole('region', { name: 'New session, waiting to be stored' });
  await expect(operator.fact('Telegram', ours)).toHaveText('Not checked yet');
  await expect(card).not.toContainText(/signed in/i);
  expect(await world.storedText(bucket, namespace)).toBe(sampleText(3));
  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  const keeping = await operator.asked();
  await expect(keeping.dialog).toContainText('unless the session came from one of those versions');
  await expect(keeping.dialog).not.toContainText(/signed in/i);
  await keeping.decline();
  await card.getByRole('button', { name: 'Use the new sign-in' }).click();
  await operator.confirm('Use the new sign-in');
  await expect.poll(() => world.storedText(bucket, namespace)).toBe(sampleText(1));
});

test('a long history comes page by page', async ({ world, open }) => {
  const bucket = 'practice-long-history';
  await world.s3.createBucket(bucket, { versioned: true });
  for (let seed = 1; seed <= 24; seed += 1) {
    await world.s3.putObject(bucket, sessionKey(namespace), sampleText(seed));
  }
  const opened = await open({ profile: { bucket } });
  await show(opened);
  await expect(lines(opened)).toHaveCount(10);
  await opened.operator.press('Show more');
  await expect(lines(opened)).toHaveCount(20);
  await opened.operator.press('Show more');
  await expect(lines(opened)).toHaveCount(24);
  await expect(history(opened).getByRole('button', { name: 'Show more' })).toBeHidden();
});

test('without versions the sealed copies bring a replaced session back, after a restart too', async ({
  world,
  bucket,
  open,
}) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const poisoned = sampleText(7).replace(/=+$/, '');
  await world.s3.putObject(bucket, sessionKey(namespace), poisoned);
  const first = await open({ credentials });
  await first.operator.create(namespace);
  await first.operator.press('Show history');
  await expect(history(first)).toContainText('Nothing that was stored here can be restored');
  await first.operator.chooseFromMenu('Re-authenticate');
  await first.operator.agreeToReplace();
  await first.operator.chooseMethod('Bot token');
  await first.operator.sendBotToken('70001:AAHpracticePracticePracticePractice');
  await first.operator.finish();
  const { fingerprint } = await storedSession(world, bucket, namespace);
  await first.close();

  const opened = await open({ credentials, userDataDir: first.userDataDir });
  await show(opened);
  await expect(lines(opened)).toHaveCount(2);
  await expect(history(opened)).toContainText('The copies are sealed on this computer');
  await expect(lines(opened).nth(0)).toContainText(fingerprint);
  await expect(lines(opened).nth(0)).toContainText('Stored now');
  await lines(opened).nth(1).getByRole('button').click();
  await opened.operator.confirm('Restore session');
  await expect.poll(() => world.storedText(bucket, namespace)).toBe(sampleText(7));
});
