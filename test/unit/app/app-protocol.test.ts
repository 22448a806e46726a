import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appOrigin, appUrl, fileOfRequest, serveAppFiles } from '../../../electron/main/app/app-protocol.ts';

const folder = join(tmpdir(), 'window');

async function serve(): Promise<(url: string) => Promise<Response>> {
  const files = await mkdtemp(join(tmpdir(), 'window-'));
  await mkdir(join(files, 'assets'));
  await writeFile(join(files, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(files, 'assets/main.js'), 'export {};');
  const handlers: Parameters<Protocol['handle']>[1][] = [];
  serveAppFiles({ handle: (_, handler) => void handlers.push(handler) }, files);
  return async (url) => {
    const [handler] = handlers;
    if (!handler) throw new Error('no handler registered');
    return handler(new Request(url));
  };
}

test('the window’s own files are found', () => {
  expect(fileOfRequest(folder, appUrl)).toBe(join(folder, 'index.html'));
  expect(fileOfRequest(folder, `${appOrigin}/assets/main-1.js`)).toBe(join(folder, 'assets/main-1.js'));
});

test.each([
  ['another host', 'app://elsewhere/index.html'],
  ['another scheme', 'file:///etc/passwd.html'],
  ['an encoded climb', `${appOrigin}/..%2f..%2fetc%2fsecret.html`],
  ['an encoded backslash climb is inside or refused', `${appOrigin}/%2e%2e%2f%2e%2e%2fx.js`],
  ['a null byte', `${appOrigin}/index%00.html`],
  ['broken escapes', `${appOrigin}/%E0%A4%A.html`],
  ['a file type the window has none of', `${appOrigin}/package.json`],
  ['the folder itself', `${appOrigin}/`],
  ['no URL', 'index.html'],
])('%s is not served', (_, url) => {
  expect(fileOfRequest(folder, url)).toBeNull();
});

test('no path, however written, leaves the folder', () => {
  const pieces = fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '\\', '%5c', 'a', '%00'), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(pieces, (path) => {
      const file = fileOfRequest(folder, `${appOrigin}/${path.join('')}.js`);
      expect(file === null || file.startsWith(`${folder}/`)).toBe(true);
    }),
  );
});

test('the page comes with a policy without unsafe sources, and its nonce is new each time', async () => {
  const get = await serve();
  const policies = [await get(appUrl), await get(appUrl)].map((page) =>
    page.headers.get('content-security-policy'),
  );
  expect(policies[0]).toContain("default-src 'none'");
  expect(policies[0]).not.toContain('unsafe');
  expect(policies[0]).not.toBe(policies[1]);
  const page = await get(appUrl);
  const nonce = /content="([^"]+)"/.exec(await page.text())?.[1];
  expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});

test('scripts have their type, and what is missing is a 404', async () => {
  const get = await serve();
  expect((await get(`${appOrigin}/assets/main.js`)).headers.get('content-type')).toContain('text/javascript');
  expect((await get(`${appOrigin}/assets/none.js`)).status).toBe(404);
});
