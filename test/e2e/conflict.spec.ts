import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Locator } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { sdkClient } from '../fixtures/s3-client.ts';
import { sampleText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';
import { type PracticeWorld, sessionKey } from '../practice/world.ts';

const namespace = 'contested';

interface Conflict extends OpenedApp {
  card: Locator;
  theirs: Locator;
  ours: Locator;
}

/** Somebody else stores `meanwhile`, or deletes what is there, between the sending and the typing of the code. */
async function runIntoConflict(
  world: PracticeWorld,
  bucket: string,
  open: () => Promise<OpenedApp>,
  meanwhile: string | null,
): Promise<Conflict> {
  await world.s3.putObject(bucket, sessionKey(namespace), sampleText(1));
  const app = await open();
  const { operator, page } = app;
  await operator.open(namespace);
  await operator.chooseFromMenu('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  if (meanwhile === null) await remove(world, bucket);
  else await world.s3.putObject(bucket, sessionKey(namespace), meanwhile);
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('nothing was overwritten');
  await operator.dialog.getByRole('button', { name: 'Compare both sessions' }).click();
  await expect(operator.dialog).toBeHidden();
  const card = page.getByRole('region', { name: 'Conflict' });
  return {
    ...app,
    card,
    theirs: card.getByRole('region', { name: 'Stored in the bucket' }),
    ours: card.getByRole('region', { name: 'New session, waiting to be stored' }),
  };
}

async function remove({ s3 }: PracticeWorld, bucket: string): Promise<void> {
  const client = sdkClient(s3);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: sessionKey(namespace) }));
  client.destroy();
}

/** The new session as Telegram has it. */
async function signedInFingerprint({ telegram }: PracticeWorld): Promise<string> {
  const calls = await telegram.control.calls('auth.signIn');
  return calls.at(-1)?.fingerprint ?? '';
}

test('both sessions are shown, and the stored one stays when the operator says so', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, card, theirs, ours } = await runIntoConflict(world, bucket, open, sampleText(9));
  const stored = await storedSession(world, bucket, namespace);
  await expect(operator.row(namespace)).toContainText('Conflict');
  await expect(operator.fact('Fingerprint', theirs)).toHaveText(stored.fingerprint);
  await expect(operator.fact('Written by', theirs)).toHaveText('Another program');
  await expect(operator.fact('Telegram', theirs)).toHaveText('Not checked yet');
  await expect(operator.fact('Fingerprint', ours)).toHaveText(await signedInFingerprint(world));
  await expect(operator.fact('Telegram', ours)).toContainText('Accepted the session');

  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  const question = await operator.asked();
  await expect(question.dialog).toContainText('the only way back is to sign in again');
  await expect(question.fact('Stored now')).toHaveText(stored.fingerprint);
  await expect(question.fact('New session')).toHaveText(await signedInFingerprint(world));
  await expect(question.button('Keep the stored session')).toBeEnabled();
  // The safe button has the focus.
  await question.endByKey('Enter');
  await expect(card).toBeVisible();

  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  await operator.confirm('Keep the stored session');
  await expect(card).toBeHidden();
  await expect(operator.row(namespace)).toContainText('Stored, not checked');
  expect(await world.storedText(bucket, namespace)).toBe(sampleText(9));
});

test('the new session takes the place of the one that was shown', async ({ world, bucket, open }) => {
  const { operator, card } = await runIntoConflict(world, bucket, open, sampleText(9));
  await card.getByRole('button', { name: 'Use the new sign-in' }).click();
  await operator.confirm('Use the new sign-in');
  await expect(operator.row(namespace)).toContainText('Signed in');
  const stored = await storedSession(world, bucket, namespace);
  expect(stored.fingerprint).toBe(await signedInFingerprint(world));
  await expect(operator.fact('Fingerprint', operator.card('Object'))).toHaveText(stored.fingerprint);
});

test('a decision about one object never hits a third one', async ({ world, bucket, open }) => {
  const { operator, card, theirs } = await runIntoConflict(world, bucket, open, sampleText(9));
  await card.getByRole('button', { name: 'Use the new sign-in' }).click();
  const putting = await operator.asked();
  await world.s3.putObject(bucket, sessionKey(namespace), sampleText(11));
  await putting.confirm('Use the new sign-in');
  const third = await storedSession(world, bucket, namespace);
  await expect(operator.fact('Fingerprint', theirs)).toHaveText(third.fingerprint);

  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  const keeping = await operator.asked();
  await world.s3.putObject(bucket, sessionKey(namespace), sampleText(12));
  await keeping.confirm('Keep the stored session');
  await expect(operator.detail).toContainText('The session has changed again');
  const fourth = await storedSession(world, bucket, namespace);
  await expect(operator.fact('Fingerprint', theirs)).toHaveText(fourth.fingerprint);
  expect(await world.storedText(bucket, namespace)).toBe(sampleText(12));

  await card.getByRole('button', { name: 'Keep the stored session' }).click();
  await operator.confirm('Keep the stored session');
  await expect(card).toBeHidden();
});

test('both sessions are kept, the new one where nothing is stored yet', async ({ world, bucket, open }) => {
  await world.s3.putObject(bucket, sessionKey('taken'), sampleText(5));
  const { operator, card } = await runIntoConflict(world, bucket, open, sampleText(9));
  await card.getByRole('button', { name: 'Keep both' }).click();
  const name = operator.dialog.getByLabel('Name', { exact: true });
  const store = operator.dialog.getByRole('button', { name: 'Store under this name' });
  await name.fill('two words');
  await store.click();
  await expect(operator.dialog).toContainText('Spaces are not allowed');
  await name.fill('taken');
  await store.click();
  await expect(operator.refusal).toContainText('Something is already stored under this name');
  expect(await world.storedText(bucket, 'taken')).toBe(sampleText(5));

  await name.fill('contested-new');
  await store.click();
  await operator.sees('contested-new');
  await expect(operator.row('contested-new')).toContainText('Signed in');
  await expect(operator.row(namespace)).toContainText('Stored, not checked');
  const stored = await storedSession(world, bucket, 'contested-new');
  expect(stored.fingerprint).toBe(await signedInFingerprint(world));
  expect(await world.storedText(bucket, namespace)).toBe(sampleText(9));
});

test('a session that was deleted meanwhile is not brought back without being asked', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, card } = await runIntoConflict(world, bucket, open, null);
  await expect(card).toContainText('The stored session is gone');
  expect(await world.storedText(bucket, namespace)).toBeNull();
  await card.getByRole('button', { name: 'Use the new sign-in' }).click();
  await operator.confirm('Use the new sign-in');
  await expect(operator.row(namespace)).toContainText('Signed in');
  const stored = await storedSession(world, bucket, namespace);
  expect(stored.fingerprint).toBe(await signedInFingerprint(world));
});
