import { loadavg } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../build/build.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { prepareElectron, runScript } from '../../build/script.ts';

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: true });
  await buildApp('production');
  await buildApp('practice');
  console.log(`Load before the run: ${loadavg()[0]?.toFixed(1)}. Only ratios within one run mean anything.`);
  const benches = join(projectRoot, 'test/bench/index.ts');
  const command = [process.execPath, '--import', 'tsx', benches, ...process.argv.slice(2)];
  return runInTestSession(command, electronEnvironment(runtime));
});
