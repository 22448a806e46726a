import { join } from 'node:path';
import { buildApp } from '../../build/build.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { prepareElectron, runScript } from '../../build/script.ts';
import { Limit } from '../../electron/main/async/limit.ts';
import { e2eParts } from './stages.ts';

const playwright = join(projectRoot, 'node_modules/playwright/cli.js');

/**
 * Named files run one after the other. The whole suite runs in parts, two at a time, each on a display, a message bus and a
 * keyring of its own, since tests share a clipboard with nobody.
 */
await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('production');
  await buildApp('practice');
  const env = electronEnvironment(runtime);
  const named = process.argv.slice(2);
  const run = (part: number, args: string[]) =>
    runInTestSession([process.execPath, playwright, 'test', ...args], { ...env, E2E_PART: String(part) });
  if (named.length > 0) return run(1, named);
  const atOnce = new Limit(2);
  const exitCodes = await Promise.all(
    e2eParts.map((part) => atOnce.run(() => run(part, [`--shard=${part}/${e2eParts.length}`]))),
  );
  return Math.max(...exitCodes);
});
