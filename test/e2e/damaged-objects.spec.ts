import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { gramjsText, sampleText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';

const key = Buffer.alloc(256, 9);

test('a session that gramjs has poisoned is repaired into the form that Telethon reads', async ({
  world,
  bucket,
  open,
}) => {
  const { live } = await world.storeEveryState(bucket);
  const { operator } = await open();
  await operator.open('poisoned-by-gramjs');
  await expect(operator.row('poisoned-by-gramjs')).toContainText('Damaged');
  await expect(operator.detail.getByRole('alert')).toContainText('Telethon reads it without an error');
  await operator.press('Repair');
  await expect(operator.row('poisoned-by-gramjs')).toContainText('Stored, not checked');

  const stored = await storedSession(world, bucket, 'poisoned-by-gramjs');
  expect(stored).toMatchObject({ dcId: 2, addressBytes: [149, 154, 167, 51], port: 443 });
  expect(stored.authKey.toString('hex')).toBe(live['ada-connector'].authKeyHex);
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
});

test('a gramjs session that Telethon cannot read at all is repaired too', async ({ world, bucket, open }) => {
  const text = gramjsText(5, '91.108.56.130', 443, key);
  await world.s3.putObject(bucket, 'telegram/unread/session.txt', text);
  const { operator } = await open();
  await operator.open('unread');
  await expect(operator.detail.getByRole('alert')).toContainText('The text is a gramjs session');
  await operator.press('Repair');
  await expect(operator.row('unread')).toContainText('Stored, not checked');
  const stored = await storedSession(world, bucket, 'unread');
  expect(stored).toMatchObject({ dcId: 5, addressBytes: [91, 108, 56, 130], port: 443 });
  expect(stored.authKey.equals(key)).toBe(true);
});

test('white space that Telethon would stumble over is named and taken out by a repair', async ({
  world,
  bucket,
  open,
}) => {
  const text = sampleText(3);
  await world.s3.putObject(bucket, 'telegram/newline/session.txt', `${text}\n`);
  const { operator } = await open();
  await operator.open('newline');
  await expect(operator.detail.getByRole('alert')).toContainText('white space or missing padding');
  await operator.press('Repair');
  await expect(operator.row('newline')).toContainText('Stored, not checked');
  expect(await world.storedText(bucket, 'newline')).toBe(text);
});

const damaged: { namespace: string; body: string | Uint8Array; reason: string }[] = [
  { namespace: 'cut-short', body: sampleText(4).slice(0, 200), reason: 'cut short' },
  { namespace: 'two-megabytes', body: 'x'.repeat(2 * 1024 * 1024), reason: 'far larger than a session' },
  { namespace: 'binary', body: new Uint8Array([0xff, 0xfe, 0x00, 0x81, 0x01]), reason: 'binary data' },
  { namespace: 'version-two', body: `2${sampleText(5).slice(1)}`, reason: 'does not begin with “1”' },
  { namespace: 'not-base64', body: `1${'*'.repeat(352)}`, reason: 'characters that no session string has' },
  { namespace: 'no-such-dc', body: sampleText(6, 9), reason: 'data centre that Telegram does not have' },
  { namespace: 'empty-key', body: sampleText(0), reason: 'holds an empty key' },
];

test('what is no session is shown as damaged with the reason, and left as it is', async ({
  world,
  bucket,
  open,
}) => {
  for (const { namespace, body } of damaged) {
    await world.s3.putObject(bucket, `telegram/${namespace}/session.txt`, body);
  }
  const { operator } = await open();
  for (const { namespace, reason } of damaged) {
    await operator.open(namespace);
    await expect(operator.row(namespace)).toContainText('Damaged');
    await expect(operator.detail.getByRole('alert')).toContainText(reason);
    await expect(operator.detail.getByRole('button', { name: 'Repair' })).toBeHidden();
  }
  for (const { namespace, body } of damaged) {
    const bytes = await world.s3.getObject(bucket, `telegram/${namespace}/session.txt`);
    expect(Buffer.from(bytes ?? []).equals(Buffer.from(body))).toBe(true);
  }
  const methods = new Set((await world.s3.log()).map(({ method }) => method));
  expect(methods.has('PUT')).toBe(false);
});

test('a damaged object is replaced by signing in again', async ({ world, bucket, open }) => {
  await world.s3.putObject(bucket, 'telegram/broken/session.txt', 'not a session');
  const { operator } = await open();
  await operator.open('broken');
  await operator.press('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.finish();
  const { fingerprint } = await storedSession(world, bucket, 'broken');
  await expect(operator.fact('Fingerprint')).toHaveText(fingerprint);
});

test('a session with the checksum of other content is shown as it is, and says so', async ({
  world,
  bucket,
  open,
}) => {
  const metadata = { 'session-sha256': '0'.repeat(64) };
  await world.s3.putObject(bucket, 'telegram/copied/session.txt', sampleText(3), { metadata });
  await world.s3.putObject(bucket, 'telegram/plain/session.txt', sampleText(4));
  const { operator } = await open();
  await operator.open('copied');
  await expect(operator.row('copied')).toContainText('Stored');
  await expect(operator.fact('Checksum')).toContainText('other content');
  await operator.open('plain');
  await expect(operator.row('plain')).toContainText('Stored');
  await expect(operator.fact('Checksum')).toBeHidden();
});
