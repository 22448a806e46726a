import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from './command.ts';
import type { ElectronRuntime } from './electron.ts';
import { projectRoot } from './paths.ts';
import { hasDisplay } from './system-packages.ts';

const unlockKeyringAndRun =
  'printf %s throwaway | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

/** The command inside a virtual display, if this machine has none of its own. */
export function withDisplay(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string[] {
  if (platform !== 'linux' || hasDisplay(env)) return [...command];
  return ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', ...command];
}

/** The command on a message bus of its own, whose keyring is unlocked. */
function withKeyring(command: readonly string[]): string[] {
  if (process.platform !== 'linux') return [...command];
  return ['dbus-run-session', '--', 'sh', '-c', unlockKeyringAndRun, 'sh', ...command];
}

/** Variables by which the `electron` package and electron-vite find the resolved Electron, without a sandbox for root. */
export function electronEnvironment(runtime: ElectronRuntime): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.distPath,
    ELECTRON_EXEC_PATH: runtime.executablePath,
    ...(process.getuid?.() === 0 ? { NO_SANDBOX: '1' } : {}),
  };
}

/** Runs a command that opens windows for the person at this machine; gives its exit code. */
export function runOnDesktop(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [program = '', ...args] = withDisplay(command, env);
  return stream(program, args, { cwd: projectRoot, env });
}

/**
 * Runs a command that opens windows for tests: with a throwaway keyring, so that safeStorage is the
 * real one and nobody's own keyring is touched. Gives its exit code.
 */
export async function runInTestSession(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'test-session-'));
  const dirs = { XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'run') };
  try {
    await mkdir(dirs.XDG_DATA_HOME);
    await mkdir(dirs.XDG_RUNTIME_DIR, { mode: 0o700 });
    const [program = '', ...args] = withDisplay(withKeyring(command), env);
    return await stream(program, args, { cwd: projectRoot, env: { ...env, ...dirs } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
