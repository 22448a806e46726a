import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { resolveElectron } from '../runtime/electron.ts';
import { projectRoot } from '../runtime/paths.ts';
import { type Figure, inTurn, median, ms, noise } from './measure.ts';

const rounds = 15;
const bareWindow = join(projectRoot, 'test/bench/bare');
const profileId = '3f0b6a52-0d8e-4f0b-9f4e-6a1c2d3e4f50';

/** A profile without a network, so that the start is measured and no server. */
const profiles = {
  version: 1,
  selectedId: profileId,
  profiles: [
    {
      id: profileId,
      draft: {
        name: 'Synthetic',
        colour: 'teal',
        endpoint: '',
        region: 'us-east-1',
        bucket: '',
        credentials: { kind: 'default-chain' },
        apiId: 0,
        defaultNamespace: 'teleapp',
      },
      sealed: {},
    },
  ],
};

/** From the process's start to the first words in the window, against a window with one paragraph. */
export async function benchStart(): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
  const own = join(folder, 'app');
  const bare = join(folder, 'bare');
  await mkdir(own);
  await writeFile(join(own, 'profiles.json'), JSON.stringify(profiles));
  try {
    const [appMs, bareMs] = await inTurn(
      rounds,
      () => firstPaintMs(projectRoot, own),
      () => firstPaintMs(bareWindow, bare),
    );
    const ratio = median(appMs) / median(bareMs);
    return {
      name: 'start',
      measured: `${ratio.toFixed(2)} × a bare window (${ms(median(appMs))} ${noise(appMs)} and ${ms(median(bareMs))} ${noise(bareMs)}, ${rounds} starts each)`,
      aim: '≤ 1.15',
      met: ratio <= 1.15,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstPaintMs(appFolder: string, userDataDir: string): Promise<number> {
  const { executablePath } = await resolveElectron();
  const startedAt = Date.now();
  const child = spawn(
    executablePath,
    [
      appFolder,
      `--user-data-dir=${userDataDir}`,
      '--remote-debugging-port=0',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  try {
    return (await firstPaintAt(await debuggerAddress(child))) - startedAt;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function debuggerAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the standard error of Electron is not read');
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('Electron ended before it had a window');
}

/** Epoch ms. The page itself keeps the time, so asking late changes nothing. */
async function firstPaintAt(address: string): Promise<number> {
  const browser = await chromium.connectOverCDP(address);
  try {
    const [context] = browser.contexts();
    if (!context) throw new Error('Electron has no browser context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    return await page.evaluate(async () => {
      const entry = await new Promise<PerformanceEntry>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) resolve(paint);
        });
        observer.observe({ type: 'paint', buffered: true });
      });
      return performance.timeOrigin + entry.startTime;
    });
  } finally {
    await browser.close();
  }
}
