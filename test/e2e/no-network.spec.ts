import type { Page } from 'playwright';
import { expect, test } from '../fixtures/e2e.ts';
import { type Listeners, startListeners } from '../fixtures/listeners.ts';

let listeners: Listeners;
test.beforeEach(async () => {
  listeners = await startListeners();
});
test.afterEach(() => listeners.stop());

/** Longer than Chromium needs to send its first packets. */
const listenMs = 4_000;

/** Gathers candidates from every kind of server on the port, and gives those that were found. */
function gatherCandidates(page: Page, port: number): Promise<string[]> {
  return page.evaluate(
    async ([server, waitMs]) => {
      const found: string[] = [];
      const login = { username: 'somebody', credential: 'something' };
      const connection = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${server}` },
          { urls: `turn:${server}?transport=udp`, ...login },
          { urls: `turn:${server}?transport=tcp`, ...login },
          { urls: `turns:${server}?transport=tcp`, ...login },
        ],
      });
      connection.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate) found.push(candidate.candidate);
      };
      connection.createDataChannel('out');
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((resolve) => {
        setTimeout(resolve, waitMs);
      });
      connection.close();
      return found;
    },
    [`127.0.0.1:${port}`, listenMs] as const,
  );
}

test('listeners hear nothing of a window that tries WebRTC with stun:, turn: and turns:', async ({
  open,
}) => {
  const { operator, page } = await open();
  await operator.sees('teleapp');
  const candidates = await gatherCandidates(page, listeners.port);
  expect.soft(listeners.heard()).toEqual([]);
  expect(candidates).toEqual([]);
});

test('listeners hear nothing of a window that asks for connections to be made in advance', async ({
  open,
}) => {
  const { operator, page } = await open();
  await operator.sees('teleapp');
  await page.evaluate(
    async ([origin, waitMs]) => {
      for (const rel of [
        'preconnect',
        'dns-prefetch',
        'prefetch',
        'preload',
        'icon',
        'stylesheet',
        'modulepreload',
        'manifest',
      ]) {
        const link = Object.assign(document.createElement('link'), { rel, href: `${origin}/${rel}` });
        document.head.append(link);
      }
      const transport = new WebTransport(`${origin.replace('http', 'https')}/`);
      transport.ready.catch(() => undefined);
      transport.closed.catch(() => undefined);
      navigator.sendBeacon(`${origin}/beacon`, 'out');
      await new Promise((resolve) => {
        setTimeout(resolve, waitMs);
      });
    },
    [`http://127.0.0.1:${listeners.port}`, listenMs] as const,
  );
  expect(listeners.heard()).toEqual([]);
});

test('a session of any other window has no network either', async ({ open }) => {
  const { app, operator } = await open();
  await operator.sees('teleapp');
  const answers = await app.evaluate(async ({ BrowserWindow, session }, port) => {
    const own = session.fromPartition('of-its-own');
    const foreign = new BrowserWindow({ show: false, webPreferences: { session: own, sandbox: true } });
    const outcomes: Record<string, unknown> = {
      load: await foreign.loadURL(`http://127.0.0.1:${port}/`).then(
        () => 'loaded',
        () => 'refused',
      ),
    };
    await foreign.loadURL('data:text/html,<p>A page without a policy</p>');
    outcomes.fetch = await foreign.webContents.executeJavaScript(
      `fetch('http://127.0.0.1:${port}/').then(() => 'sent', () => 'refused')`,
    );
    outcomes.candidates = await foreign.webContents.executeJavaScript(`new Promise((resolve) => {
      const found = [];
      const login = { username: 'somebody', credential: 'something' };
      const urls = ['stun:127.0.0.1:${port}', 'turn:127.0.0.1:${port}?transport=tcp'];
      const connection = new RTCPeerConnection({ iceServers: urls.map((url) => ({ urls: url, ...login })) });
      connection.onicecandidate = ({ candidate }) => candidate?.candidate && found.push(candidate.candidate);
      connection.createDataChannel('out');
      connection.createOffer().then((offer) => connection.setLocalDescription(offer));
      const link = Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://127.0.0.1:${port}' });
      document.head.append(link);
      setTimeout(() => resolve(found), 3000);
    })`);
    outcomes.permission = await foreign.webContents.executeJavaScript(
      "navigator.permissions.query({ name: 'camera' }).then(({ state }) => state, String)",
    );
    outcomes.devTools = await new Promise<boolean>((resolve) => {
      foreign.webContents.openDevTools({ mode: 'detach' });
      setTimeout(() => resolve(foreign.webContents.isDevToolsOpened()), 1000);
    });
    foreign.destroy();
    return outcomes;
  }, listeners.port);
  expect(answers).toMatchObject({ load: 'refused', fetch: 'refused', candidates: [], devTools: false });
  expect(listeners.heard()).toEqual([]);
});
