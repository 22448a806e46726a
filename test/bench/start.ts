import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { resolveElectron } from '../../build/runtime/electron.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
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

interface Start {
  /** Ms from the process's start until the window has drawn anything, when it is shown. */
  window: number;
  /** Ms until it has drawn words. */
  words: number;
}

/** The app's start against that of a window with one paragraph. */
export async function benchStart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
  const own = join(folder, 'app');
  const bare = join(folder, 'bare');
  await mkdir(own);
  await writeFile(join(own, 'profiles.json'), JSON.stringify(profiles));
  try {
    const [ours, theirs] = await inTurn(
      rounds,
      () => startOnce(projectRoot, own),
      () => startOnce(bareWindow, bare),
    );
    return (['window', 'words'] as const).map((moment) => figure(moment, ours, theirs));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figure(moment: keyof Start, ours: readonly Start[], theirs: readonly Start[]): Figure {
  const [appMs, bareMs] = [ours.map((start) => start[moment]), theirs.map((start) => start[moment])];
  const ratio = median(appMs) / median(bareMs);
  return {
    name: moment,
    measured: `${ratio.toFixed(2)} × a bare window's (${ms(median(appMs))} ${noise(appMs)} and ${ms(median(bareMs))} ${noise(bareMs)}, ${rounds} starts each)`,
    aim: '≤ 1.15',
    met: ratio <= 1.15,
  };
}

async function startOnce(appFolder: string, userDataDir: string): Promise<Start> {
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
    const painted = await paintedAt(await debuggerAddress(child));
    return { window: painted.window - startedAt, words: painted.words - startedAt };
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

/** Epoch ms. The page itself keeps the times, so asking late changes nothing. */
async function paintedAt(address: string): Promise<Start> {
  const browser = await chromium.connectOverCDP(address);
  try {
    const [context] = browser.contexts();
    if (!context) throw new Error('Electron has no browser context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    return await page.evaluate(async () => {
      const words = await new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) resolve(paint.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      });
      const window = performance.getEntriesByName('first-paint')[0]?.startTime ?? words;
      return { window: performance.timeOrigin + window, words: performance.timeOrigin + words };
    });
  } finally {
    await browser.close();
  }
}
