import { join } from 'node:path';
import { buildApp } from '../../build/build.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { prepareElectron, runScript } from '../../build/script.ts';

const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('practice');
  const command = [process.execPath, vitest, 'run', '--project', 'torture', ...process.argv.slice(2)];
  return runInTestSession(command, electronEnvironment(runtime));
});
