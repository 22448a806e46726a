import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { connectorGrants, type Grant } from '../fixtures/s3.ts';
import { sampleText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';
import { sessionKey } from '../practice/world.ts';

const protectedSignIn = 'Sign in (never overwrites)';

test('the first run of all works with the connector’s own policy, protected against overwriting', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, page } = await open({ credentials: await world.addPrincipal(connectorGrants(bucket)) });
  await operator.sees('teleapp');
  await expect(operator.detail).toContainText('nothing can be overwritten');
  await expect(page.getByRole('button', { name: 'Overwrite protection: not known' })).toBeVisible();
  await operator.signInByPhone(cast.plain, protectedSignIn);
  await operator.finish();
  await expect(page.getByRole('button', { name: 'Overwrite protection: on' })).toBeVisible();
  const stored = await storedSession(world, bucket, 'teleapp');
  await expect(operator.fact('Fingerprint', operator.card('Object'))).toHaveText(stored.fingerprint);
});

test('what is there and cannot be read is told from what is missing, and left alone', async ({
  world,
  bucket,
  open,
}) => {
  const grants: Grant[] = [
    { actions: ['s3:PutObject'], bucket, prefix: 'telegram/' },
    { actions: ['s3:GetObject'], bucket, prefix: 'telegram/own-' },
  ];
  await world.s3.putObject(bucket, sessionKey('foreign'), sampleText(4));
  const { operator, page } = await open({ credentials: await world.addPrincipal(grants) });
  await operator.create('foreign');
  await operator.press(protectedSignIn);
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('Something is stored here that cannot be read');
  await operator.dialog.getByRole('button', { name: 'Compare both sessions' }).click();

  const card = page.getByRole('region', { name: 'Conflict' });
  await expect(card).toContainText('Ask for s3:GetObject');
  await card.getByRole('button', { name: 'Store it under another name' }).click();
  await operator.dialog.getByLabel('Name', { exact: true }).fill('own-bot');
  await operator.dialog.getByRole('button', { name: 'Store under this name' }).click();
  await operator.sees('own-bot');
  const stored = await storedSession(world, bucket, 'own-bot');
  await expect(operator.fact('Fingerprint', operator.card('Object'))).toHaveText(stored.fingerprint);
  expect(await world.storedText(bucket, 'foreign')).toBe(sampleText(4));
});

for (const [what, conditions, words] of [
  ['ignores', 'ignored', 'This store ignores the conditions that prevent overwriting.'],
  ['refuses', 'refused', 'This store refuses writes that carry the conditions that prevent overwriting'],
] as const) {
  test(`a store that ${what} the conditions is named, with what that means`, async ({ world, open }) => {
    await world.s3.setWriteConditions(conditions);
    const { operator, page } = await open();
    await operator.create('unprotected');
    await operator.signInByPhone(cast.plain);
    await operator.finish();
    await page.getByRole('button', { name: 'Overwrite protection: off' }).click();
    await expect(page.getByText(words)).toBeVisible();
  });
}
