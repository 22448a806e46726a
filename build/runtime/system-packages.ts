import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './command.ts';

/** Parts that the machine turned out to lack. */
type Missing = { libraries: string[]; display: boolean; keyring: boolean };

const windowPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0'];
const displayPackages = ['xvfb', 'xauth'];
const keyringPackages = ['gnome-keyring', 'libsecret-1-0', 'dbus'];

/** The shared libraries that `ldd` could not find. */
export function missingLibraries(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].flatMap(([, name]) => name ?? []);
}

/** The Debian packages that bring what is missing. */
export function packagesFor(missing: Missing): string[] {
  return [
    ...(missing.libraries.length > 0 ? windowPackages : []),
    ...(missing.display ? displayPackages : []),
    ...(missing.keyring ? keyringPackages : []),
  ];
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

async function hasKeyring(): Promise<boolean> {
  const { stdout } = await capture('/sbin/ldconfig', ['-p']);
  return (
    stdout.includes('libsecret-1.so.0') && isOnPath('gnome-keyring-daemon') && isOnPath('dbus-run-session')
  );
}

async function findMissing(executablePath: string, keyring: boolean): Promise<Missing> {
  const { stdout } = await capture('ldd', [executablePath]);
  return {
    libraries: missingLibraries(stdout),
    display: !hasDisplay(process.env) && !(isOnPath('xvfb-run') && isOnPath('xauth')),
    keyring: keyring && !(await hasKeyring()),
  };
}

/** Newer distributions renamed some libraries with the suffix `t64` (64-bit time_t). */
async function currentName(name: string): Promise<string> {
  const { exitCode } = await capture('apt-cache', ['show', `${name}t64`]);
  return exitCode === 0 ? `${name}t64` : name;
}

/** True when it worked; what apt-get complains about is shown. */
async function aptGet(...args: string[]): Promise<boolean> {
  const { exitCode, stderr } = await capture('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
  if (exitCode !== 0) console.error(stderr.trim());
  return exitCode === 0;
}

async function aptInstall(packages: readonly string[]): Promise<boolean> {
  const names = await Promise.all(packages.map(currentName));
  return aptGet('install', '-y', '-qq', '--no-install-recommends', '--no-upgrade', ...names);
}

/**
 * Makes sure that Electron can open a window here, and with `keyring` that safeStorage can encrypt.
 * Throws with the command that a person has to run if this process may not install packages.
 */
export async function ensureSystemPackages(executablePath: string, keyring: boolean): Promise<void> {
  if (process.platform !== 'linux') return;
  const packages = packagesFor(await findMissing(executablePath, keyring));
  if (packages.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && isOnPath('apt-get');
  if (mayInstall) {
    console.log(`Installing ${packages.join(' ')} …`);
    // The package lists are refreshed only if they turn out to be missing or stale.
    if (!(await aptInstall(packages)) && (await aptGet('update', '-qq'))) await aptInstall(packages);
  }

  const missing = await findMissing(executablePath, keyring);
  const stillNeeded = packagesFor(missing);
  if (stillNeeded.length === 0) return;
  const command = `sudo apt-get install -y --no-install-recommends ${stillNeeded.join(' ')}`;
  const libraries = missing.libraries.length > 0 ? ` (${missing.libraries.join(', ')})` : '';
  throw new Error(`Electron lacks system packages${libraries}. Install them with:\n  ${command}`);
}
