import { join } from 'node:path';
import { buildApp } from '../../build/build.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { prepareElectron, runScript } from '../../build/script.ts';

const playwright = join(projectRoot, 'node_modules/playwright/cli.js');

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('production');
  await buildApp('practice');
  const command = [process.execPath, playwright, 'test', ...process.argv.slice(2)];
  return runInTestSession(command, electronEnvironment(runtime));
});
