/**
 * The app launcher of the fallback Electron (`resources/default_app.asar`): opens the app that the
 * command line names, the way the launcher of an official Electron does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @returns {{ preloads: string[], target: string | undefined }} */
function parseArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '-r' || args[index] === '--require') {
      index += 1;
      preloads.push(args[index]);
    } else if (!args[index].startsWith('-')) {
      return { preloads, target: args[index] };
    }
  }
  return { preloads, target: undefined };
}

function describeApp(target) {
  const packageFile = join(target, 'package.json');
  if (!existsSync(packageFile)) return { entry: target, folder: dirname(target) };
  const manifest = JSON.parse(readFileSync(packageFile, 'utf8'));
  return { entry: join(target, manifest.main ?? 'index.js'), folder: target, manifest };
}

const { preloads, target } = parseArguments(process.argv.slice(1));
if (target === undefined) {
  console.error('No app folder was given.');
  app.exit(1);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, configurable: false, enumerable: true });
  const { entry, folder, manifest } = describeApp(resolve(target));
  const name = manifest?.productName ?? manifest?.name;
  if (name) app.setName(name);
  if (manifest?.version) app.setVersion(manifest.version);
  app.setAppPath(folder);

  const require = createRequire(import.meta.url);
  for (const preload of preloads) require(resolve(preload));
  // Awaited, because Electron holds `ready` back only until this file has finished loading.
  await import(pathToFileURL(entry).href);
}
