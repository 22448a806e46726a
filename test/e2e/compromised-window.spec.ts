import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import type { Channel, RequestOf } from '../../shared/ipc.ts';
import { requestSchemas } from '../../shared/ipc.ts';
import { questionPages } from '../fixtures/asked-question.ts';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import type { FaultProxy } from '../fixtures/fault-proxy.ts';
import { plantUnusable, recordsFolder, supersedeRecords } from '../fixtures/planted-leftovers.ts';
import { readTelethonText, sampleText } from '../fixtures/session-strings.ts';
import { storm } from '../fixtures/window-storm.ts';
import { apiHash, cast } from '../practice/cast.ts';
import { type PracticeWorld, sessionKey } from '../practice/world.ts';

declare global {
  /** In main: everything that was written to the clipboard, and how often a place to save was asked for. */
  var leaks: { copied: string[]; saveDialogs: number };
}

interface Prey extends OpenedApp {
  /** Fingerprints of everything that is held. */
  held: string[];
  /** Everything that the bucket holds. */
  objects: Map<string, Uint8Array>;
}

async function signInBot({ operator }: OpenedApp, namespace: string): Promise<void> {
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
}

async function bucketObjects(world: PracticeWorld, bucket: string): Promise<Map<string, Uint8Array>> {
  const objects = new Map<string, Uint8Array>();
  for (const key of await world.s3.listKeys(bucket)) {
    objects.set(key, (await world.s3.getObject(bucket, key)) ?? new Uint8Array());
  }
  return objects;
}

/** An app with sessions that wait, a conflict, leftovers of each kind, and a session that was overwritten. */
async function prepare(
  world: PracticeWorld,
  bucket: string,
  storeProxy: FaultProxy,
  open: (options?: object) => Promise<OpenedApp>,
): Promise<Prey> {
  await world.storeEveryState(bucket);
  const refused = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
  storeProxy.addRule({ method: 'PUT', path: /(kept|waiting)-bot/, fault: refused });
  const first = await open({ profile: { endpoint: storeProxy.endpoint } });
  await signInBot(first, 'kept-bot');
  await expect(first.operator.row('kept-bot')).toContainText('Waiting to be stored');
  await first.kill9();
  await supersedeRecords(await recordsFolder(first.userDataDir));
  await plantUnusable(first.userDataDir);

  const app = await open({ profile: null, userDataDir: first.userDataDir });
  const { operator, page } = app;
  await signInBot(app, 'waiting-bot');
  await expect(operator.refusal).toBeVisible();
  await operator.closeKeepingSession();

  await operator.open('alert-bot');
  const overwritten = (await world.storedText(bucket, 'alert-bot')) ?? '';
  await operator.chooseFromMenu('Re-authenticate');
  await operator.agreeToReplace();
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.finish();
  await world.s3.putObject(bucket, sessionKey('alert-bot'), overwritten);
  await expect(operator.row('alert-bot')).toContainText('Overwritten');

  await operator.create('contested');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await world.s3.putObject(bucket, sessionKey('contested'), sampleText(9));
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toContainText('nothing was overwritten');
  await operator.dialog.getByRole('button', { name: 'Compare both sessions' }).click();
  await expect(page.getByRole('region', { name: 'Conflict' })).toBeVisible();

  const list = await page.evaluate(() => window.connectorAdmin.request('pending:list', undefined));
  if (!list.ok || !list.value) throw new Error('nothing is held');
  const { sessions, leftovers } = list.value;
  const held = [...sessions, ...leftovers].flatMap(({ fingerprint }) => fingerprint ?? []);
  expect(sessions.map(({ namespace }) => namespace).sort()).toEqual(['contested', 'waiting-bot']);
  expect(leftovers.map(({ kind }) => kind).sort()).toEqual(['damaged', 'interrupted', 'superseded']);
  await listenForLeaks(app.app);
  await world.telegram.control.call('clearLog', {});
  return { ...app, held, objects: await bucketObjects(world, bucket) };
}

/** Watches the doors by which something would leave main. */
async function listenForLeaks(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ clipboard, dialog }) => {
    const leaks: typeof globalThis.leaks = { copied: [], saveDialogs: 0 };
    globalThis.leaks = leaks;
    const write = clipboard.writeText.bind(clipboard);
    clipboard.writeText = (text) => {
      leaks.copied.push(text);
      return write(text);
    };
    dialog.showSaveDialog = async () => {
      leaks.saveDialogs += 1;
      return { canceled: true, filePath: '' };
    };
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
  });
}

function fingerprintOf(bytes: Uint8Array): string | null {
  try {
    const { authKey } = readTelethonText(Buffer.from(bytes).toString());
    return createHash('sha256').update(authKey).digest('hex').slice(0, 8);
  } catch {
    return null;
  }
}

/** Nothing was revealed, replaced or ended. Ends the app, which would ask what to do with what waits. */
async function expectUnharmed(world: PracticeWorld, bucket: string, prey: Prey): Promise<void> {
  const { app, held, objects, page, userDataDir } = prey;
  const { copied, saveDialogs } = await app.evaluate(() => globalThis.leaks);
  const profiles = await page.evaluate(() => window.connectorAdmin.request('profiles:list', undefined));
  await prey.kill9();

  // Revealed
  expect(saveDialogs).toBe(0);
  const { secretAccessKey } = world.s3.rootCredentials;
  for (const text of copied) {
    expect(text).not.toContain(secretAccessKey);
    expect(text).not.toContain(apiHash);
    expect(text).not.toMatch(/[A-Za-z0-9_-]{300}/);
  }
  // Replaced: an empty object holds no session, and one that gramjs made keeps its key where it is repaired.
  const after = await bucketObjects(world, bucket);
  for (const [key, bytes] of objects) {
    const isFree = bytes.length === 0 || key === sessionKey('poisoned-by-gramjs');
    if (!isFree) expect(Buffer.from(after.get(key) ?? []), key).toEqual(Buffer.from(bytes));
  }
  // Ended
  const folder = await recordsFolder(userDataDir);
  const files = await readdir(folder);
  const records = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const inBucket = [...after.values()].map(fingerprintOf);
  for (const fingerprint of held) {
    const isOnDisk = records.some((text) => text.includes(`"${fingerprint}"`));
    expect(isOnDisk || inBucket.includes(fingerprint), fingerprint).toBe(true);
  }
  expect(files.filter((name) => name.endsWith('.damaged'))).toHaveLength(1);
  for (const bytes of objects.values()) {
    const fingerprint = fingerprintOf(bytes);
    if (fingerprint === null) continue;
    expect(await world.telegram.control.connectionsWith(fingerprint), fingerprint).toEqual([]);
  }
  expect(profiles).toMatchObject({
    value: { profiles: expect.arrayContaining([expect.objectContaining({ name: 'Practice' })]) },
  });
}

const script = { botToken: cast.bot.token, phone: cast.plain.phone, code: cast.plain.code };

test.describe.configure({ timeout: 240_000 });

function isTaken(outcome: string): boolean {
  return outcome !== 'request-invalid' && outcome !== 'rejected';
}

test('a script that calls every channel in every order, and answers no question, reveals, replaces and ends nothing', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const prey = await prepare(world, bucket, storeProxy, open);
  const report = await storm(prey.page, { ...script, seed: 1, calls: 600 });
  // It did call, and what it called did answer.
  const refused = Object.entries(report).filter(([, outcomes]) => !Object.keys(outcomes).some(isTaken));
  // Of a line without a remedy main answers so itself.
  expect(refused.map(([channel]) => channel).filter((channel) => channel !== 'doctor:copy-remedy')).toEqual(
    [],
  );
  expect(Object.keys(report).toSorted()).toEqual(Object.keys(requestSchemas).toSorted());
  const whileOneStood = Object.values(report).filter((outcomes) => outcomes['confirmation-open']);
  expect(whileOneStood.length).toBeGreaterThan(0);
  expect(questionPages(prey.page)).toHaveLength(1);
  await expectUnharmed(world, bucket, prey);
});

test('a script that calls every channel in every order, where the operator declines each question, does no harm either', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const prey = await prepare(world, bucket, storeProxy, open);
  let isOver = false;
  const running = storm(prey.page, { ...script, seed: 2, calls: 600 }).finally(() => {
    isOver = true;
  });
  let declined = 0;
  while (!isOver) {
    if (questionPages(prey.page).length > 0) {
      // It may be gone by itself: a script can make the app leave what was asked about.
      await (await prey.operator.asked()).decline().catch(() => undefined);
      declined += 1;
    } else await prey.page.waitForTimeout(50);
  }
  const report = await running;
  expect(declined).toBeGreaterThan(3);
  const codes = new Set(Object.values(report).flatMap((outcomes) => Object.keys(outcomes)));
  expect([...codes]).toContain('not-confirmed');
  await expectUnharmed(world, bucket, prey);
});

test('each decision that reveals, replaces or ends is asked about, and a refusal is the end of it', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const prey = await prepare(world, bucket, storeProxy, open);
  const { operator, page } = prey;
  const facts = await page.evaluate(async () => {
    const { connectorAdmin } = window;
    const list = await connectorAdmin.request('pending:list', undefined);
    const profiles = await connectorAdmin.request('profiles:list', undefined);
    const contested = await connectorAdmin.request('namespaces:open', { namespace: 'contested' });
    const history = await connectorAdmin.request('history:list', {
      namespace: 'alert-bot',
      continuation: null,
    });
    const alert = await connectorAdmin.request('namespaces:open', { namespace: 'alert-bot' });
    if (!list.ok || !list.value || !profiles.ok || !contested.ok || !history.ok || !alert.ok)
      throw new Error('asked in vain');
    const waiting = list.value.sessions.find(({ namespace }) => namespace === 'waiting-bot');
    const superseded = list.value.leftovers.find(({ kind }) => kind === 'superseded');
    const damaged = list.value.leftovers.find(({ kind }) => kind === 'damaged');
    const earlier = history.value.versions.find(({ isCurrent }) => !isCurrent);
    const { conflict } = contested.value;
    if (!waiting || !superseded || !damaged || !earlier || !conflict) throw new Error('something is missing');
    return {
      profileId: profiles.value.selectedId ?? '',
      waiting: { namespace: waiting.namespace, fingerprint: waiting.fingerprint },
      superseded: { id: superseded.id, fingerprint: superseded.fingerprint },
      damaged: { id: damaged.id, fingerprint: damaged.fingerprint },
      contested: { namespace: 'contested', fingerprint: conflict.ours.fingerprint, etag: conflict.etag },
      version: { namespace: 'alert-bot', id: earlier.id, source: earlier.source },
      alertEtag: alert.value.object?.etag ?? null,
    };
  });
  const { waiting, superseded, damaged, contested, version, alertEtag } = facts;

  async function refuse<C extends Channel>(channel: C, payload: RequestOf<C>, title: string): Promise<void> {
    const answer = page.evaluate(([name, sent]) => window.connectorAdmin.request(name, sent as never), [
      channel,
      payload,
    ] as const);
    const question = await operator.asked();
    await expect(question.page.getByRole('heading')).toHaveText(title);
    await expect(question.fact('Profile')).toHaveText('Practice');
    await question.decline();
    expect(await answer, channel).toMatchObject({ ok: false, error: { code: 'not-confirmed' } });
  }

  await refuse('namespaces:check-now', { namespace: 'ada-connector' }, 'Check now');
  await refuse('sign-in:start', { namespace: 'ada-connector', replaceExisting: true }, 'Re-authenticate');
  await refuse('sign-in:start', { namespace: 'waiting-bot', replaceExisting: true }, 'Re-authenticate');
  await refuse('conflict:resolve', { ...contested, choice: { kind: 'put-ours' } }, 'Use the new sign-in');
  await refuse(
    'conflict:resolve',
    { ...contested, choice: { kind: 'keep-theirs' } },
    'Keep the stored session',
  );
  await refuse('pending:export', { ...waiting, to: 'file' }, 'Export the session to a file');
  await refuse('pending:export', { ...waiting, to: 'clipboard' }, 'Copy the session to the clipboard');
  await refuse('pending:discard', waiting, 'Discard the session');
  await refuse('leftovers:export', { ...superseded, to: 'clipboard' }, 'Copy the session to the clipboard');
  await refuse('leftovers:discard', superseded, 'Discard the session');
  await refuse('leftovers:discard', damaged, 'Discard the file');
  await refuse('history:restore', { ...version, etag: alertEtag }, 'Restore an earlier session');
  await refuse('watch:restore', { namespace: 'alert-bot', etag: alertEtag }, 'Restore an earlier session');
  await refuse('connector:copy-env', { namespace: 'alert-bot', withSecrets: true }, 'Copy with secrets');
  await expectUnharmed(world, bucket, prey);
});
