import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildMode, buildApp } from '../../build/build.ts';
import { stream } from '../../build/runtime/command.ts';
import { projectRoot } from '../../build/runtime/paths.ts';
import {
  type PlaywrightReport,
  sum,
  type Tally,
  tallyOfExitCode,
  tallyOfPlaywright,
  tallyOfVitest,
  type VitestReport,
  withExitCode,
} from './tally.ts';

export type Stage = { name: string; run: () => Promise<Tally> };

function npmRun(script: string, args: string[] = []): Promise<number> {
  return stream('npm', ['run', '--silent', script, '--', ...args], { cwd: projectRoot });
}

function command(name: string): Stage {
  return { name, run: async () => tallyOfExitCode(await npmRun(name)) };
}

function build(mode: BuildMode): Stage {
  return {
    name: `build (${mode})`,
    run: async () => {
      await buildApp(mode);
      return { passed: 1, failed: 0 };
    },
  };
}

/** `Report` is the shape that the stage's own reporter writes, into each of these files. */
function tests<Report>(
  name: string,
  args: string[],
  tallyOf: (report: Report) => Tally,
  files = [reportFile(name)],
): Stage {
  async function tallyIn(file: string): Promise<Tally> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text === undefined ? { passed: 0, failed: 1 } : tallyOf(JSON.parse(text) as Report);
  }
  return {
    name,
    run: async () => {
      for (const file of files) await rm(file, { force: true });
      const exitCode = await npmRun(`test:${name}`, args);
      return withExitCode(sum(await Promise.all(files.map(tallyIn))), exitCode);
    },
  };
}

function reportFile(name: string): string {
  return join(projectRoot, 'test-results', `${name}.json`);
}

/** The parts of the end-to-end tests: more than run beside each other, so that none waits long for a slow one. */
export const e2eParts = [1, 2, 3, 4, 5, 6] as const;

function vitest(name: string): Stage {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
  return tests<VitestReport>(name, reporters, tallyOfVitest);
}

export const stages: readonly Stage[] = [
  command('typecheck'),
  command('lint'),
  build('production'),
  build('practice'),
  vitest('unit'),
  vitest('integration'),
  tests<PlaywrightReport>(
    'e2e',
    [],
    tallyOfPlaywright,
    e2eParts.map((part) => reportFile(`e2e-${part}`)),
  ),
];
