import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('a bot signs in with its token alone and is stored', async ({ world, bucket, open }) => {
  await world.s3.putObject(bucket, 'telegram/alert-bot/session.txt', '');
  const { operator } = await open();
  await operator.open('alert-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  const stored = await storedSession(world, bucket, 'alert-bot');
  await expect(operator.fact('Fingerprint', operator.dialog)).toHaveText(stored.fingerprint);
  await operator.finish();

  const card = operator.card('Account');
  await expect(operator.fact('Name', card)).toHaveText('Alert Bot');
  await expect(operator.fact('Username', card)).toHaveText('@alert_practice_bot');
  await expect(operator.fact('Kind', card)).toHaveText('Bot');
  await expect(operator.fact('Phone', card)).toBeHidden();
});

test('a token that Telegram does not know is refused in its own words and can be typed again', async ({
  world,
  bucket,
  open,
}) => {
  const { operator } = await open();
  await operator.create('typo-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  const unknown = '70002:AAHpracticePracticePracticePractice';
  await operator.sendBotToken(unknown);
  await expect(operator.refusal).toContainText('Telegram does not know this bot token');
  await expect(operator.dialog.getByLabel('Bot token', { exact: true })).toHaveValue(unknown);
  expect(await world.storedText(bucket, 'typo-bot')).toBeNull();

  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'typo-bot')).dcId).toBe(2);
});

test('a token that was revoked at BotFather is told apart from an unknown one', async ({ world, open }) => {
  const token = '70003:AAHrevokedRevokedRevokedRevokedRevo';
  const bot = { token, firstName: 'Old Bot', username: 'old_practice_bot', tokenExpired: true };
  await world.telegram.control.call('addAccounts', { bots: [bot] });
  const { operator } = await open();
  await operator.create('old-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(token);
  await expect(operator.refusal).toContainText('This bot token was revoked');
});

test('what is no bot token is refused before anything is sent', async ({ world, open }) => {
  const { operator } = await open();
  await operator.create('no-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  for (const typed of ['not a token', '12345', '70001:short', `${cast.bot.token}/extra`]) {
    await operator.sendBotToken(typed);
    await expect(operator.refusal).toContainText('This is not a bot token');
    await expect(operator.dialog.getByLabel('Bot token', { exact: true })).toHaveValue(typed);
  }
  expect(await world.telegram.control.calls()).toEqual([]);
});
