import { parse } from 'dotenv';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { collectNotices } from '../fixtures/system-notices.ts';
import { cast } from '../practice/cast.ts';
import { sessionKey } from '../practice/world.ts';

/** Turns the text around and, as a line of a `.env`, would name another store. */
const hostile = 'prod\u202etob\nAWS_S3_ENDPOINT=https://evil.example';
const shown = 'prod⟨U+202E⟩tob⟨U+000A⟩AWS_S3_ENDPOINT=https://evil.example';
// `/` would end the name.
const namespace = hostile.replaceAll('/', '∕');
const visible = shown.replaceAll('/', '∕');

function clipboardText({ app }: OpenedApp): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

/** Everything that the window shows or tells, and what of it nobody would see. */
async function unseen({ page }: OpenedApp): Promise<string[]> {
  const words = await page.evaluate(() => {
    const told = [...document.querySelectorAll('*')].flatMap((element) =>
      ['title', 'aria-label', 'alt', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [document.title, document.body.textContent ?? '', ...told];
  });
  return words.filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text));
}

test('a hostile key in the bucket is a name like any other, in the row, the detail and what is copied', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const opened = await open();
  const { operator, page } = opened;
  await operator.open(visible);
  await expect(operator.row(visible)).toHaveAttribute('title', visible);
  await expect(operator.detail.getByRole('heading', { level: 1 }).locator('bdi')).toHaveText(visible);
  expect(await unseen(opened)).toEqual([]);

  await operator.chooseFromMenu('Copy S3 URI');
  await expect(page.getByText('S3 URI copied')).toBeVisible();
  const encoded = namespace.replace('\u202e', '%E2%80%AE').replace('\n', '%0A');
  expect(await clipboardText(opened)).toBe(`s3://${bucket}/${sessionKey(encoded)}`);

  await operator.chooseFromMenu('Connector’s .env lines');
  await expect(operator.dialog).toContainText(`the session of ${visible}`);
  const lines = operator.dialog.getByRole('region', { name: 'Lines of the connector’s .env' });
  await expect(lines).toContainText('SESSION="prod⟨U+202E⟩tob\\nAWS_S3_ENDPOINT=');
  expect(await unseen(opened)).toEqual([]);
  await operator.dialog.getByRole('button', { name: 'Copy lines' }).click();
  await expect(page.getByText('Lines copied, without secrets')).toBeVisible();
  const variables = parse(await clipboardText(opened));
  expect(variables).toMatchObject({ SESSION: namespace, AWS_S3_ENDPOINT: world.s3.endpoint });

  await operator.dialog.getByRole('button', { name: 'Copy with secrets…' }).click();
  const question = await operator.asked();
  await expect(question.fact('Namespace')).toHaveText(visible);
  await question.decline();
});

test('a hostile key that is overwritten is told of in one line, and its dialogs name what it hides', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const old = (await world.storedText(bucket, namespace)) ?? '';
  const opened = await open();
  const { operator, page } = opened;
  await operator.open(visible);
  await operator.chooseFromMenu('Re-authenticate');
  const question = await operator.asked();
  await expect(question.fact('Namespace')).toHaveText(visible);
  await question.confirm('Replace and sign in');
  await expect(page.getByRole('dialog', { name: `Re-authenticate: ${visible}` })).toBeVisible();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  await operator.create('elsewhere');
  const notices = await collectNotices(opened.app);
  await world.s3.putObject(bucket, sessionKey(namespace), old);
  await expect(page.getByRole('alert').filter({ hasText: `${visible} was overwritten` })).toBeVisible();
  expect(await unseen(opened)).toEqual([]);
  expect((await notices()).map(({ title }) => title)).toEqual([`${visible} was overwritten`]);
});

test('the bridge takes no name that a bucket cannot hold', async ({ open }) => {
  const { app, operator, page } = await open();
  await operator.sees('teleapp');
  await app.evaluate(({ clipboard }) => clipboard.writeText('untouched'));
  for (const name of ['a/b', '../a', '.connector-admin', '\ud800', 'x'.repeat(1_100)]) {
    const answers = await page.evaluate(
      (given) =>
        Promise.all([
          window.connectorAdmin.request('namespaces:copy-uri', { namespace: given }),
          window.connectorAdmin.request('connector:env', { namespace: given }),
          window.connectorAdmin.request('connector:copy-env', { namespace: given, withSecrets: true }),
        ]),
      name,
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, error: { code: 'request-invalid' } });
  }
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('untouched');
});
