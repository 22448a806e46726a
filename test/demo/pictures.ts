import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { projectRoot } from '../../build/runtime/paths.ts';
import { runScript } from '../../build/script.ts';
import { launchApp } from '../fixtures/electron.ts';
import { Operator } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import { PracticeWorld } from '../practice/world.ts';

const folder = join(projectRoot, 'docs/pictures');

/** Takes the pictures of the README from the practice build, so that they never show what the app is not. */
async function takePictures(world: PracticeWorld): Promise<void> {
  const bucket = await world.createBucket();
  await world.storeEveryState(bucket);
  const profile = { draft: world.profile(bucket, { name: 'Production' }), secrets: world.secrets() };
  const { close, page, userDataDir } = await launchApp({ env: world.environment(profile) });
  const operator = new Operator(page);
  try {
    await page.emulateMedia({ colorScheme: 'light' });
    await visitEveryState(operator);
    await shoot(page, 'browser-light');
    await operator.create('grace-connector');
    await operator.press('Sign in');
    await operator.chooseMethod('Phone number');
    await operator.sendPhone(cast.guarded.phone);
    await operator.dialog.getByLabel('Digit 1 of').waitFor();
    await shoot(page, 'code-light');
    await operator.typeCode(cast.guarded.code);
    await operator.typePassword(cast.guarded.password);
    await operator.seesStored();
    await shoot(page, 'stored-light');
    await operator.finish();
    await page.emulateMedia({ colorScheme: 'dark' });
    await operator.open('production-bot');
    await shoot(page, 'browser-dark');
  } finally {
    await close();
    await rm(userDataDir, { recursive: true, force: true });
  }
}

/** Opens one namespace of each state, so that the list shows what it can tell. */
async function visitEveryState(operator: Operator): Promise<void> {
  for (const namespace of ['cut-short', 'poisoned-by-gramjs', 'never-signed-in', 'production-bot']) {
    await operator.row(namespace).waitFor();
    await operator.open(namespace);
  }
  await operator.press('Check now');
  await operator.checkNow();
  await operator.row('production-bot').getByText('Expired').waitFor();
  await operator.open('ada-connector');
  await operator.press('Check now');
  await operator.checkNow();
  await operator.row('ada-connector').getByText('Signed in').waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

await runScript(async () => {
  await mkdir(folder, { recursive: true });
  const world = await PracticeWorld.start();
  try {
    await takePictures(world);
    return 0;
  } finally {
    await world.stop();
  }
});
