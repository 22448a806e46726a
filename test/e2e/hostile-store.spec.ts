import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/e2e.ts';
import { startRawServer } from '../fixtures/raw-server.ts';

const said = 'HOSTILE_MARK call +49 30 1234567';
const document = `<?xml version="1.0"?><Error><Code>${said}</Code><Message>${said}</Message><code>ERR_SSL_${said}</code></Error>`;
const head = [
  'HTTP/1.1 400 Hostile',
  'content-type: application/xml',
  `content-length: ${document.length}`,
  'connection: close',
];

test('what a store says of a failure reaches neither the window nor the doctor’s report nor the log', async ({
  open,
}) => {
  const store = await startRawServer((socket) => socket.end(`${head.join('\r\n')}\r\n\r\n${document}`));
  const { app, operator, page, userDataDir } = await open({ profile: { endpoint: store.endpoint } });
  await expect(page.getByText('The store answered something unexpected').first()).toBeVisible();
  await expect(page.getByText('something that this app does not know').first()).toBeVisible();
  expect(await page.content()).not.toMatch(/hostile/i);
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('menuitem', { name: 'Doctor' }).click();
  await operator.dialog.getByRole('button', { name: 'Run checks' }).click();
  await expect(operator.dialog.getByRole('button', { name: 'Run again' })).toBeVisible();
  await operator.dialog.getByRole('button', { name: 'Copy report' }).click();
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toContain('store-unexpected');
  const report = await copied();
  const log = await readFile(join(userDataDir, 'logs', 'main.log'), 'utf8');
  for (const text of [report, log, await page.content()]) expect(text).not.toMatch(/hostile/i);
  await store.close();
});
