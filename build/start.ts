import { buildApp } from './build.ts';
import { electronEnvironment, runOnDesktop } from './runtime/desktop-session.ts';
import { projectRoot } from './runtime/paths.ts';
import { hasDisplay } from './runtime/system-packages.ts';
import { prepareElectron, runScript } from './script.ts';

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: false });
  await buildApp('production');
  const env = electronEnvironment(runtime);
  if (process.platform === 'linux' && !hasDisplay(env)) {
    console.log('There is no display: the window opens on a virtual one, where nobody sees it.');
  }
  const sandbox = env.NO_SANDBOX === '1' ? ['--no-sandbox'] : [];
  return runOnDesktop([runtime.executablePath, projectRoot, ...sandbox, ...process.argv.slice(2)], env);
});
