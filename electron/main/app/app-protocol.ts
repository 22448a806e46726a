import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';

const appScheme = 'app';
export const appOrigin = `${appScheme}://window`;
export const appUrl = `${appOrigin}/index.html`;
/** Another origin, of which the main window's session knows nothing. */
export const confirmationOrigin = `${appScheme}://confirmation`;
export const confirmationPage = 'confirmation.html';
/** Beside the page of the app, wherever that comes from. */
export const lockPage = 'lock.html';

const noncePlaceholder = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before Electron's `ready` event (Electron documentation, protocol.registerSchemesAsPrivileged). */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      // The code cache keeps the window's compiled scripts, so that only its first start compiles them.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** The file a request asks for, or null when it is not one of the window's own files. */
export function fileOfRequest(folder: string, url: string, origin = appOrigin): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== origin || !Object.hasOwn(contentTypes, extname(pathname))) return null;
  const decoded = safeDecode(pathname);
  if (decoded === null || decoded.includes('\0')) return null;
  const file = join(folder, decoded);
  return file.startsWith(folder + sep) ? file : null;
}

function safeDecode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Serves a built window from `folder`; the page gets a fresh nonce and its policy as a header. */
export function serveAppFiles(protocol: Pick<Protocol, 'handle'>, folder: string, origin = appOrigin): void {
  protocol.handle(appScheme, async (request) => {
    const file = fileOfRequest(folder, request.url, origin);
    const bytes = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || bytes === null) return new Response('Not found', { status: 404 });
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    if (extname(file) !== '.html') return new Response(new Uint8Array(bytes), { headers });
    const nonce = randomBytes(16).toString('base64');
    return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), {
      headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce) },
    });
  });
}
