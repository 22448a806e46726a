import { electronVite, forgetBuild } from './build.ts';
import { electronEnvironment, runOnDesktop } from './runtime/desktop-session.ts';
import { prepareElectron, runScript } from './script.ts';

await runScript(async () => {
  const runtime = await prepareElectron({ keyring: false });
  // Development writes its main process into the production folder.
  await forgetBuild('production');
  const command = [process.execPath, electronVite, 'dev', '--watch', ...process.argv.slice(2)];
  return runOnDesktop(command, electronEnvironment(runtime));
});
