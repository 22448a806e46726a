import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFolders } from '../../build/build.ts';
import { resolveElectron } from '../../build/runtime/electron.ts';
import type { Channel } from '../../shared/ipc.ts';
import { expect, test } from '../fixtures/e2e.ts';

test('the window has no Node, and its policy allows nothing but its own files', async ({ open }) => {
  const { operator, page } = await open();
  await operator.sees('teleapp');
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    bridge: Object.keys(window.connectorAdmin).sort(),
    address: location.href,
  }));
  expect(found).toEqual({ globals: [], bridge: ['on', 'request'], address: 'app://window/index.html' });
  const response = await page.reload();
  const policy = (await response?.allHeaders())?.['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('no safeguard of Electron is switched off in the window’s preferences', async ({ open }) => {
  const { app, operator } = await open();
  await operator.sees('teleapp');
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not in Electron's types, but what its own tests ask.
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  });
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
  expect(preferences.enableBlinkFeatures ?? '').toBe('');
});

test('the window cannot navigate away', async ({ open }) => {
  const { app, operator } = await open();
  await operator.sees('teleapp');
  // Asked of main, because Playwright itself waits for the end of a navigation that never begins.
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const asked = new Promise<boolean>((resolve) => {
      contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented));
    });
    void contents?.executeJavaScript("location.href = 'https://example.com/'");
    return { refused: await asked, address: contents?.getURL() };
  });
  expect(outcome).toEqual({ refused: true, address: 'app://window/index.html' });
});

test('the window cannot open windows, ask for permissions or reach the network', async ({ world, open }) => {
  const { app, operator, page } = await open();
  await operator.sees('teleapp');
  await world.s3.clearLog();
  const outcomes = await page.evaluate(async (endpoint) => {
    const refused = (attempt: Promise<unknown>) =>
      attempt.then(
        () => false,
        () => true,
      );
    return {
      newWindow: window.open('https://example.com/', '_blank') !== null,
      https: await refused(fetch('https://example.com/')),
      http: await refused(fetch(endpoint)),
      file: await refused(fetch('file:///etc/hostname')),
      microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      notification: await Notification.requestPermission(),
    };
  }, world.s3.endpoint);
  expect(outcomes).toEqual({
    newWindow: false,
    https: true,
    http: true,
    file: true,
    microphone: true,
    notification: 'denied',
  });
  expect(app.windows()).toHaveLength(1);
  // Main may still be reading; what a page asks for carries no signature.
  expect((await world.s3.log()).filter(({ principal }) => principal !== 'root')).toEqual([]);
});

test('inline scripts and frames of other origins do not run', async ({ open }) => {
  const { page } = await open();
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const done = new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
    });
    await done;
    return { script: 'injected' in globalThis, frame: frame.contentDocument !== null };
  });
  expect(ran).toEqual({ script: false, frame: false });
});

test('a download is refused before anybody is asked where to', async ({ open }) => {
  const { app, operator, page, userDataDir } = await open();
  await operator.sees('teleapp');
  const asked = app.evaluate(
    ({ session }) =>
      new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
      }),
  );
  await page.evaluate(() => {
    const href = URL.createObjectURL(new Blob(['taken along']));
    Object.assign(document.createElement('a'), { href, download: 'taken-along.txt' }).click();
  });
  expect(await asked).toBe(true);
  await expect
    .poll(() => readFile(join(userDataDir, 'logs', 'main.log'), 'utf8'))
    .toContain('download refused');
});

test('the window cannot read the clipboard; what the operator pastes it gets', async ({ open }) => {
  const { app, operator, page } = await open();
  await operator.sees('teleapp');
  await app.evaluate(({ clipboard }) => clipboard.writeText('copied elsewhere'));
  const field = page.getByRole('textbox').first();
  await field.click();
  const read = await page.evaluate(async () => {
    let pasted = '';
    document.addEventListener('paste', (event) => {
      pasted += event.clipboardData?.getData('text') ?? '';
    });
    const text = await navigator.clipboard.readText().catch(({ name }: Error) => name);
    const items = await navigator.clipboard.read().catch(({ name }: Error) => name);
    return { text, items, command: document.execCommand('paste'), pasted };
  });
  expect(read).toEqual({ text: 'NotAllowedError', items: 'NotAllowedError', command: false, pasted: '' });
  await expect(field).toHaveValue('');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(field).toHaveValue('copied elsewhere');
});

test('nobody can open developer tools in a built app', async ({ open }) => {
  const { app, operator, page } = await open();
  await operator.sees('teleapp');
  await page.keyboard.press('ControlOrMeta+Shift+I');
  await page.keyboard.press('F12');
  const found = await app.evaluate(async ({ BrowserWindow, Menu }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.openDevTools({ mode: 'detach' });
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000);
    });
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    return {
      open: contents?.isDevToolsOpened(),
      items: items.filter(({ role }) => role?.toLowerCase() === 'toggledevtools').length,
    };
  });
  expect(found).toEqual({ open: false, items: 0 });
});

const malformed: [channel: Channel, payload: unknown][] = [
  ['namespaces:open', undefined],
  ['namespaces:open', { namespace: 7 }],
  ['namespaces:open', { namespace: '' }],
  ['namespaces:check-now', {}],
  ['profiles:select', { id: '../../profiles.json' }],
  ['profiles:import', { source: '/etc/passwd' }],
  ['sign-in:act', { attemptId: 'x', action: { type: 'submit-code', code: '12345' } }],
];

test('malformed requests over the bridge are refused before a handler sees them', async ({ world, open }) => {
  const { operator, page } = await open();
  await operator.sees('teleapp');
  await world.s3.clearLog();
  for (const [channel, payload] of malformed) {
    // What a page under foreign control might send.
    const answer = await page.evaluate(([name, sent]) => window.connectorAdmin.request(name, sent as never), [
      channel,
      payload,
    ] as const);
    expect(answer).toMatchObject({ ok: false, error: { code: 'request-invalid' } });
  }
  expect(await world.s3.log()).toEqual([]);
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
});

test('channels and events that the contract does not name cannot be used', async ({ open }) => {
  const { page } = await open();
  const refused = await page.evaluate(async () => {
    const bridge = window.connectorAdmin;
    const request = await bridge.request('secrets:read' as never, undefined as never).catch(String);
    let listening = '';
    try {
      bridge.on('secrets:changed' as never, () => undefined);
    } catch (error) {
      listening = String(error);
    }
    return { request, listening };
  });
  expect(refused.request).toContain('unknown channel');
  expect(refused.listening).toContain('unknown event');
});

test('another page with the same bridge is refused aloud', async ({ open }) => {
  const { app } = await open();
  const preload = join(buildFolders.practice, 'preload', 'index.cjs');
  const answer = await app.evaluate(async ({ BrowserWindow }, path) => {
    const webPreferences = { preload: path, sandbox: true, contextIsolation: true };
    const foreign = new BrowserWindow({ show: false, webPreferences });
    await foreign.loadURL('about:blank');
    const asked: unknown = await foreign.webContents.executeJavaScript(
      "window.connectorAdmin.request('profiles:list', undefined)",
    );
    foreign.destroy();
    return asked;
  }, preload);
  expect(answer).toMatchObject({ ok: false, error: { code: 'sender-refused' } });
});

test('a second start only reaches the first app, which keeps its one window', async ({ open }) => {
  const first = await open();
  await first.app.evaluate(({ app }) => {
    const seen = { secondStarts: 0 };
    Object.assign(globalThis, { seen });
    app.on('second-instance', () => {
      seen.secondStarts += 1;
    });
  });
  const { executablePath } = await resolveElectron();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [buildFolders.practice, `--user-data-dir=${first.userDataDir}`, ...sandbox];
  const second = spawn(executablePath, args, { stdio: 'ignore' });
  const [exitCode] = await once(second, 'exit');
  expect(exitCode).toBe(0);
  const seen = () =>
    first.app.evaluate(({ BrowserWindow }) => {
      // Put there above.
      const counted = (globalThis as { seen?: { secondStarts: number } }).seen;
      return { starts: counted?.secondStarts, windows: BrowserWindow.getAllWindows().length };
    });
  await expect.poll(seen).toEqual({ starts: 1, windows: 1 });
});
