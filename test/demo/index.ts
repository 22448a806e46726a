import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, buildFolders } from '../../build/build.ts';
import { stream } from '../../build/runtime/command.ts';
import { electronEnvironment, runInTestSession } from '../../build/runtime/desktop-session.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import { hasDisplay } from '../../build/runtime/system-packages.ts';
import { prepareElectron, runScript } from '../../build/script.ts';
import { cast } from '../practice/cast.ts';
import { PracticeWorld } from '../practice/world.ts';
import { printStoredSessions, storedTexts } from './stored-sessions.ts';

const walk = join(projectRoot, 'test/demo/walk.ts');

function printCast(bucket: string, endpoint: string): void {
  const { plain, guarded, faraway, bot } = cast;
  console.log(`
Practice servers are running on this computer only. Nothing here reaches Telegram or AWS.

  store                s3://${bucket} at ${endpoint}
  phone                ${plain.phone}    code ${plain.code}
  phone with 2FA       ${guarded.phone}    code ${guarded.code}    password ${guarded.password}
  phone in DC ${faraway.dcId}        ${faraway.phone}    code ${faraway.code}
  bot token            ${bot.token}
  expired session      namespace production-bot: press “Check now”, then “Re-authenticate”
`);
}

/** Opens the window for a person; the servers end with it. */
async function openForPerson(executablePath: string, env: NodeJS.ProcessEnv): Promise<number> {
  const world = await PracticeWorld.start();
  const userData = await mkdtemp(join(tmpdir(), 'connector-admin-demo-'));
  try {
    const bucket = await world.createBucket();
    await world.storeEveryState(bucket);
    const before = await storedTexts(world, bucket);
    printCast(bucket, world.s3.endpoint);
    const profile = { draft: world.profile(bucket), secrets: world.secrets() };
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = [buildFolders.practice, `--user-data-dir=${userData}`, ...sandbox];
    await stream(executablePath, args, { cwd: projectRoot, env: { ...env, ...world.environment(profile) } });
    const { allDecode } = await printStoredSessions(world, bucket, before);
    return allDecode ? 0 : 1;
  } finally {
    await world.stop();
    await rm(userData, { recursive: true, force: true });
  }
}

await runScript(async () => {
  const withPerson = process.platform !== 'linux' || hasDisplay(process.env);
  const runtime = await prepareElectron({ keyring: !withPerson });
  await buildApp('practice');
  const env = electronEnvironment(runtime);
  if (withPerson) return openForPerson(runtime.executablePath, env);
  return runInTestSession([process.execPath, '--import', 'tsx', walk], env);
});
