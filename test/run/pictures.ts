import { join } from 'node:path';
import { buildApp } from '../../build/build.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { prepareElectron, runScript } from '../../build/script.ts';

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('practice');
  const pictures = join(projectRoot, 'test/demo/pictures.ts');
  return runInTestSession([process.execPath, '--import', 'tsx', pictures], electronEnvironment(runtime));
});
