import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Runs one of this folder's programs and resolves with what it printed.
 * @throws if python3 has no Telethon or boto3 (`pip install telethon boto3 python-dotenv`), or if the program fails
 */
export async function python(program: string, args: readonly string[], input = ''): Promise<string> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn('python3', [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  child.stdin.end(input);
  const printed = await text(child.stdout);
  const [exitCode] = await ended;
  if (exitCode !== 0)
    throw new Error(`${program} ended with ${exitCode}; it needs: pip install telethon boto3 python-dotenv`);
  return printed;
}
