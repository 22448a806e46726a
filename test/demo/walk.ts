import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { projectRoot } from '../../build/runtime/paths.ts';
import { runScript } from '../../build/script.ts';
import { launchApp } from '../fixtures/electron.ts';
import { Operator } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import { PracticeWorld } from '../practice/world.ts';
import { printStoredSessions, storedTexts } from './stored-sessions.ts';

const pictures = join(projectRoot, 'test-results/demo');

/** Takes a numbered picture of each step. */
class Camera {
  #taken = 0;

  constructor(private readonly page: Page) {}

  async shoot(step: string, page = this.page): Promise<void> {
    this.#taken += 1;
    const file = `${String(this.#taken).padStart(2, '0')}-${step}.png`;
    await page.screenshot({ path: join(pictures, file), animations: 'disabled' });
    console.log(`  ${file}`);
  }
}

async function signInWithPassword(operator: Operator, camera: Camera): Promise<void> {
  const { phone, code, password } = cast.guarded;
  await operator.create('grace-connector');
  await camera.shoot('namespace');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await camera.shoot('code');
  await operator.typeCode('99999');
  await expect(operator.dialog.getByRole('alert')).toContainText('Wrong code');
  await camera.shoot('wrong-code');
  await operator.typeCode(code);
  await expect(operator.dialog.getByLabel('Password', { exact: true })).toBeVisible();
  await camera.shoot('password');
  await operator.typePassword(password);
  await operator.seesStored();
  await camera.shoot('stored');
  await operator.finish();
}

async function signInBot(operator: Operator, camera: Camera): Promise<void> {
  await operator.open('never-signed-in');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await camera.shoot('bot-token');
  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  await camera.shoot('bot-stored');
  await operator.finish();
}

async function replaceExpired(operator: Operator, camera: Camera, namespace: string): Promise<void> {
  await operator.open(namespace);
  await operator.press('Check now');
  await camera.shoot('check-now', (await operator.asked()).page);
  await operator.checkNow();
  await expect(operator.row(namespace)).toContainText('Expired');
  await camera.shoot('expired');
  await operator.press('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  await camera.shoot('re-authenticated');
}

async function walk(world: PracticeWorld): Promise<boolean> {
  const bucket = await world.createBucket();
  const { expired } = await world.storeEveryState(bucket);
  const before = await storedTexts(world, bucket);
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  const { close, page, userDataDir } = await launchApp({ env: world.environment(profile) });
  try {
    const operator = new Operator(page);
    const camera = new Camera(page);
    await operator.row(expired.namespace).waitFor();
    await camera.shoot('open');
    await signInWithPassword(operator, camera);
    await signInBot(operator, camera);
    await replaceExpired(operator, camera, expired.namespace);
  } finally {
    await close();
    await rm(userDataDir, { recursive: true, force: true });
  }
  const { allDecode, storedCount } = await printStoredSessions(world, bucket, before);
  return allDecode && storedCount === 3;
}

await runScript(async () => {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  console.log(
    'No display here: the same app walks through a sign-in by itself. Pictures in test-results/demo:',
  );
  const world = await PracticeWorld.start();
  try {
    return (await walk(world)) ? 0 : 1;
  } finally {
    await world.stop();
  }
});
