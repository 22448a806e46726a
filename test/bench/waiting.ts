import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';
import { newSession, type OpenSession, untried } from '../../electron/main/sessions/custody/held-session.ts';
import { recordText } from '../../electron/main/sessions/custody/record-file.ts';
import { launchApp } from '../fixtures/electron.ts';
import type { PracticeWorld } from '../practice/world.ts';
import type { Figure } from './measure.ts';
import { longestStallMs, watchStalls } from './stalls.ts';

const waitingCount = 5_000;
/** Several of the tries that each session is given. */
const watchedMs = 12_000;

/** Measures main's stalls while a profile is opened of which thousands of sessions wait for a store that refuses them. */
export async function benchWaiting(world: PracticeWorld): Promise<Figure> {
  const bucket = await world.createBucket();
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  const { app, page, userDataDir, kill9 } = await launchApp({ env: world.environment(profile) });
  try {
    await expect(page.getByRole('button', { name: /^Profile:/ })).toBeVisible();
    const crowded = await saveProfile(page, world);
    await plantWaiting(app, userDataDir, crowded);
    await watchStalls(app);
    const atRest = await longestStallMs(app, () => page.waitForTimeout(3_000));
    const opening = await longestStallMs(app, async () => {
      await page.evaluate((id) => window.connectorAdmin.request('profiles:select', { id }), crowded);
      await page.reload();
      await expect(page.getByText('5,000 sessions are waiting to be stored')).toBeVisible({
        timeout: 60_000,
      });
      await page.waitForTimeout(watchedMs);
    });
    return {
      name: 'waiting',
      measured: `${Math.round(opening)} ms at most while 5,000 waiting sessions are opened and tried (at rest ${Math.round(atRest)})`,
      aim: '≤ 50 ms',
      met: opening <= 50,
    };
  } finally {
    // A quit would ask about them all.
    await kill9();
  }
}

/** Another profile, whose bucket does not exist; returns its id. */
function saveProfile(page: Page, world: PracticeWorld): Promise<string> {
  const draft = world.profile('no-such-bucket', { name: 'Crowded' });
  return page.evaluate(
    async ([profileDraft, secrets]) => {
      const saved = await window.connectorAdmin.request('profiles:save', {
        id: null,
        draft: profileDraft,
        secrets,
        importId: null,
      });
      if (!saved.ok) throw new Error(saved.error.code);
      return saved.value.id;
    },
    [draft, world.secrets()] as const,
  );
}

/** Sealed by the app's own keyring, so that each of them is opened and tried. */
async function plantWaiting(app: ElectronApplication, userDataDir: string, profileId: string): Promise<void> {
  const sessions = Array.from({ length: waitingCount }, (_, index) => waiting(index));
  const sealed = await app.evaluate(
    ({ safeStorage }, texts) =>
      texts.map((text) => `keyring:${safeStorage.encryptString(text).toString('base64')}`),
    sessions.map(({ secret }) => secret.text),
  );
  const folder = join(userDataDir, 'custody', profileId);
  await mkdir(folder, { recursive: true });
  for (const [index, session] of sessions.entries()) {
    const sealer = { available: () => true, seal: () => sealed[index] ?? '', open: () => null };
    await writeFile(join(folder, `${session.id}.json`), recordText(session, profileId, sealer));
  }
}

function waiting(index: number): OpenSession {
  return newSession({
    namespace: `connector-${String(index).padStart(6, '0')}`,
    session: { dcId: 2, address: '149.154.167.51', port: 443, authKey: randomBytes(256) },
    account: null,
    expectedAccountId: null,
    since: 1_790_000_000_000 + index,
    condition: { ifNoneMatch: '*' },
    stage: { kind: 'waiting', attempt: untried },
  });
}
