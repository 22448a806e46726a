import { join } from 'node:path';
import { electronEnvironment, runInTestSession } from '../runtime/desktop-session.ts';
import { projectRoot } from '../runtime/paths.ts';
import { buildApp } from './build.ts';
import { prepareElectron, runScript } from './script.ts';

const playwright = join(projectRoot, 'node_modules/playwright/cli.js');

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('production');
  await buildApp('practice');
  const command = [process.execPath, playwright, 'test', ...process.argv.slice(2)];
  return runInTestSession(command, electronEnvironment(runtime));
});
