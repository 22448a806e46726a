/**
 * The practice data centre: Telegram's five data centres on loopback, for tests and for the demo.
 *
 *   node --import tsx test/servers/telegram-dc/main.ts [--seed FILE] [--first-port N] [--control-port N]
 *
 * `--seed` names a JSON file with accounts (seed.ts). Data centre n listens on port N+n-1 of `--first-port`; without
 * it, and without `--control-port`, free ports are taken. When all of them listen, one line of JSON (`RunningServer`) is
 * written to standard output. The server ends when its standard input closes, so it never outlives who started it.
 * Everything is kept in memory: accounts, keys, authorizations, the call log.
 *
 * It speaks MTProto 2.0 over every TCP framing to any client that trusts its RSA key (test/practice). What it can be
 * asked to do wrong, and what it saw, is behind the control port: control-client.ts.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startServer } from './server.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    'first-port': { type: 'string' },
    'control-port': { type: 'string' },
  },
});

const ready = await startServer({
  seed: values.seed === undefined ? {} : JSON.parse(await readFile(values.seed, 'utf8')),
  firstPort: Number(values['first-port'] ?? 0),
  controlPort: Number(values['control-port'] ?? 0),
});
process.stdin.on('close', () => process.exit(0));
process.stdin.resume();
console.log(JSON.stringify(ready));
