import { type SpawnOptions, spawn } from 'node:child_process';

type CommandResult = { exitCode: number; stdout: string; stderr: string };

/** 127 if the command does not exist, 128 if a signal ended it: the shell's own conventions. */
function codeOf(exitCode: number | null): number {
  return exitCode ?? 128;
}

/** Runs a command to its end and keeps what it printed. */
export function capture(
  command: string,
  args: readonly string[],
  options: { cwd?: string; timeoutMs?: number } = {},
): Promise<CommandResult> {
  const { timeoutMs, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...rest,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', (error) => resolve({ exitCode: 127, stdout, stderr: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode: codeOf(exitCode), stdout, stderr }));
  });
}

/** Runs a command on this terminal and gives its exit code. */
export function stream(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (exitCode) => resolve(codeOf(exitCode)));
  });
}
