import { expect, test } from '../fixtures/e2e.ts';
import { plantWaiting } from '../fixtures/planted-leftovers.ts';

test('thousands of sessions that wait are counted at once and shown a part at a time', async ({ open }) => {
  const first = await open();
  await first.close();
  await plantWaiting(first.userDataDir, 2_500);

  const { page, operator } = await open({ profile: null, userDataDir: first.userDataDir });
  await expect(page.getByText('2,500 sessions are waiting to be stored')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const items = operator.dialog.getByRole('region', { name: /^waiting-/ });
  await expect(items).toHaveCount(50);
  await expect(items.nth(9)).toContainText('waiting-10');
  await operator.dialog.getByRole('button', { name: 'Show 50 more of 2,450' }).click();
  await expect(items).toHaveCount(100);
});
