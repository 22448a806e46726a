import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { AxeBuilder } from '@axe-core/playwright';
import type { OpenedApp } from '../fixtures/e2e.ts';
import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { connectorGrants } from '../fixtures/s3.ts';
import { sdkClient } from '../fixtures/s3-client.ts';
import { readTelethonText, telethonText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';
import { type PracticeWorld, sessionKey } from '../practice/world.ts';

const namespace = 'production-bot';

interface ReAuthenticated extends OpenedApp {
  oldText: string;
  newText: string;
  newFingerprint: string;
}

/** A namespace whose session was just replaced in the wizard, and the text that the old connector still has. */
async function reAuthenticated(
  world: PracticeWorld,
  bucket: string,
  open: () => Promise<OpenedApp>,
): Promise<ReAuthenticated> {
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const oldText = (await world.storedText(bucket, namespace)) ?? '';
  const opened = await open();
  const { operator } = opened;
  await operator.open(namespace);
  await operator.chooseFromMenu('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  const newText = (await world.storedText(bucket, namespace)) ?? '';
  const { fingerprint: newFingerprint } = await storedSession(world, bucket, namespace);
  return { ...opened, oldText, newText, newFingerprint };
}

test('an old connector’s last save is noticed by itself and undone by one press', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, page, oldText, newText, newFingerprint } = await reAuthenticated(world, bucket, open);
  await expect(operator.detail).toContainText('in case an old connector puts its session back');

  await operator.create('elsewhere');
  await world.s3.putObject(bucket, sessionKey(namespace), oldText);
  await expect(operator.row(namespace)).toContainText('Overwritten');
  const notice = page.getByRole('alert').filter({ hasText: `${namespace} was overwritten` });
  await expect(notice).toContainText(newFingerprint);
  await operator.open(namespace);
  await expect(operator.detail).toContainText('The new session was overwritten');
  await expect(operator.detail).toContainText(newFingerprint);
  const { fingerprint: oldFingerprint } = await storedSession(world, bucket, namespace);
  const now = operator.detail.getByRole('region', { name: 'Stored in the bucket now' });
  await expect(operator.fact('Fingerprint', now)).toHaveText(oldFingerprint);
  await expect(operator.fact('Written by', now)).toHaveText('Another program');
  // Electron cannot open the second page that axe would like to work in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);

  await operator.press('Restore the new session');
  await operator.confirm('Restore session');
  await expect(operator.row(namespace)).not.toContainText('Overwritten');
  await expect(notice).toBeHidden();
  expect(await world.storedText(bucket, namespace)).toBe(newText);
  await expect(operator.detail).toContainText('in case an old connector puts its session back');
  await operator.press('Stop watching');
  await expect(operator.detail).not.toContainText('in case an old connector puts its session back');
});

test('the connector’s rewrite of the session that it was given raises no alarm', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, newText } = await reAuthenticated(world, bucket, open);
  await world.s3.clearLog();
  const rewritten = telethonText({ ...readTelethonText(newText), addressBytes: [149, 154, 167, 92] });
  await world.s3.putObject(bucket, sessionKey(namespace), rewritten);
  const reads = async () => {
    const log = await world.s3.log();
    return log.filter(({ operation }) => operation === 'GetObject').length;
  };
  // Another object is read once, to see what it is, and then known.
  await expect.poll(reads).toBe(1);
  await expect(operator.detail).toContainText('in case an old connector puts its session back');
  await expect(operator.row(namespace)).toContainText('Signed in');
});

test('the watch goes on after a restart, and looks at once', async ({ world, bucket, open }) => {
  const first = await reAuthenticated(world, bucket, open);
  await first.kill9();
  await world.s3.putObject(bucket, sessionKey(namespace), first.oldText);
  const { operator } = await open({ userDataDir: first.userDataDir });
  await expect(operator.row(namespace)).toContainText('Overwritten');
  await operator.open(namespace);
  await operator.press('Restore the new session');
  await operator.confirm('Restore session');
  await expect.poll(() => world.storedText(bucket, namespace)).toBe(first.newText);
});

test('a session that another writer stores at the moment of restoring is not overwritten', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, oldText } = await reAuthenticated(world, bucket, open);
  await world.s3.putObject(bucket, sessionKey(namespace), oldText);
  await expect(operator.detail).toContainText('The new session was overwritten');
  await operator.press('Restore the new session');
  const question = await operator.asked();
  await world.storeSession(bucket, namespace, { phone: cast.guarded.phone });
  const theirs = await world.storedText(bucket, namespace);
  await question.confirm('Restore session');
  await expect(operator.row(namespace)).toContainText('Conflict');
  expect(await world.storedText(bucket, namespace)).toBe(theirs);
  await operator.press('Keep the stored session');
  await operator.confirm('Keep the stored session');
  await expect(operator.row(namespace)).toContainText('Overwritten');
  expect(await world.storedText(bucket, namespace)).toBe(theirs);
});

test('a session deleted behind a 403 is described as what it may be, and stored again when the operator says so', async ({
  world,
  bucket,
  open,
}) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const openUnlisted = async () => {
    const opened = await open({ credentials });
    // Nothing lists it, so its name is typed.
    await opened.operator.create(namespace);
    return opened;
  };
  const reAuthentication = await reAuthenticated(world, bucket, openUnlisted);
  const { operator, page, newText, newFingerprint } = reAuthentication;
  const client = sdkClient(world.s3);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: sessionKey(namespace) }));
  client.destroy();
  const notice = operator.detail.getByRole('alert').filter({ hasText: 'can no longer be read' });
  await expect(notice).toContainText('It was deleted, or reading it was forbidden');
  await expect(notice).toContainText(newFingerprint);
  await operator.press('Open the doctor');
  await expect(operator.dialog).toContainText('Doctor: ');
  await page.keyboard.press('Escape');
  await operator.press('Store it again');
  const question = await operator.asked();
  await expect(question.fact('Stored now')).toHaveText('nothing');
  await question.confirm('Restore session');
  await expect(notice).toBeHidden();
  expect(await world.storedText(bucket, namespace)).toBe(newText);
  await expect(operator.detail).toContainText('in case an old connector puts its session back');
});

test('what was put back on purpose can stay', async ({ world, bucket, open }) => {
  const { operator, oldText } = await reAuthenticated(world, bucket, open);
  await world.s3.putObject(bucket, sessionKey(namespace), oldText);
  await expect(operator.detail).toContainText('The new session was overwritten');
  await operator.press('Leave it as it is');
  await operator.confirm('Leave it as it is');
  await expect(operator.row(namespace)).not.toContainText('Overwritten');
  expect(await world.storedText(bucket, namespace)).toBe(oldText);
});
