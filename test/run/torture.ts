import { join } from 'node:path';
import { electronEnvironment, runInTestSession } from '../runtime/desktop-session.ts';
import { projectRoot } from '../runtime/paths.ts';
import { buildApp } from './build.ts';
import { prepareElectron, runScript } from './script.ts';

const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('practice');
  const command = [process.execPath, vitest, 'run', '--project', 'torture', ...process.argv.slice(2)];
  return runInTestSession(command, electronEnvironment(runtime));
});
