import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { apiHash, cast } from '../practice/cast.ts';

const placeholders = ['AWS_SECRET_KEY=<secret key>', 'API_HASH=<API hash>'];

function clipboardText({ app }: OpenedApp): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

test('the end of the wizard says what is certain and with which lines the connector is started', async ({
  world,
  bucket,
  open,
}) => {
  const opened = await open();
  const { operator, page } = opened;
  await operator.create('new-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  const ticks = operator.dialog.getByRole('list').getByRole('listitem');
  await expect(ticks).toHaveText([
    /^Signed in/,
    /^Stored/,
    /^Read back and equal/,
    /^Connection to Telegram closed for good/,
  ]);
  expect(await world.telegram.control.openConnections()).toEqual([]);
  const lines = operator.dialog.getByRole('region', { name: 'Lines of the connector’s .env' });
  await expect(lines).toHaveText(
    [
      `AWS_S3_ENDPOINT=${world.s3.endpoint}`,
      `AWS_S3_SESSION_BUCKET=${bucket}`,
      `AWS_REGION=${world.s3.region}`,
      `AWS_ACCESS_KEY=${world.s3.rootCredentials.accessKeyId}`,
      placeholders[0],
      'SESSION=new-bot',
      'API_ID=4242',
      placeholders[1],
    ].join('\n'),
  );
  await operator.dialog.getByRole('button', { name: 'Copy lines' }).click();
  await expect(page.getByText('Lines copied, without secrets')).toBeVisible();
  expect(await clipboardText(opened)).toContain(placeholders.at(0));
});

test('secrets reach the clipboard only after main has asked, and never the window', async ({
  world,
  bucket,
  open,
}) => {
  await world.s3.putObject(bucket, 'telegram/quiet-bot/session.txt', '');
  const opened = await open();
  const { operator, page } = opened;
  await operator.open('quiet-bot');
  await operator.chooseFromMenu('Connector’s .env lines');
  const copy = operator.dialog.getByRole('button', { name: 'Copy with secrets…' });
  await opened.app.evaluate(({ clipboard }) => clipboard.writeText('untouched'));
  await copy.click();
  const question = await operator.asked();
  expect(await clipboardText(opened)).toBe('untouched');
  await question.decline();
  expect(await clipboardText(opened)).toBe('untouched');

  await copy.click();
  await operator.confirm('Copy with secrets');
  await expect(page.getByText('Lines copied with secrets')).toBeVisible();
  const text = await clipboardText(opened);
  expect(text).toContain(`API_HASH=${apiHash}`);
  expect(text).toContain(`AWS_SECRET_KEY=${world.s3.rootCredentials.secretAccessKey}`);
  expect(text).toContain('SESSION=quiet-bot');
  const window = await page.content();
  expect(window).not.toContain(apiHash);
  expect(window).not.toContain(world.s3.rootCredentials.secretAccessKey);
});
