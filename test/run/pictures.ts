import { join } from 'node:path';
import { electronEnvironment, runInTestSession } from '../runtime/desktop-session.ts';
import { projectRoot } from '../runtime/paths.ts';
import { buildApp } from './build.ts';
import { prepareElectron, runScript } from './script.ts';

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('practice');
  const pictures = join(projectRoot, 'test/demo/pictures.ts');
  return runInTestSession([process.execPath, '--import', 'tsx', pictures], electronEnvironment(runtime));
});
