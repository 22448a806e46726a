import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../build/runtime/paths.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { openedNamespace } from './crowd.ts';
import { type Figure, inTurn, median, ms, noise } from './measure.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);
const rounds = 9;

/** Object to decoded session, each in a process of its own that is warm: what one more look costs. */
export async function benchOpening(world: PracticeWorld, bucket: string): Promise<Figure> {
  const aim = '≤ 0.50';
  const { endpoint, region, rootCredentials } = world.s3;
  const at: Place = { endpoint, region, ...rootCredentials, bucket, namespace: openedNamespace };
  const place = JSON.stringify(at);
  const ours = () => medianOf(process.execPath, ['--import', 'tsx', own('opening-here.ts'), place]);
  const theirs = () => medianOf('python3', [own('opening_there.py'), place]);
  if (!(await hasTelethon())) {
    const measured = 'not compared: python3 finds no Telethon and boto3 here (pip install telethon boto3)';
    return { name: 'opening', measured, aim, met: null };
  }
  const [oursMs, theirsMs] = await inTurn(rounds, ours, theirs);
  const ratio = median(oursMs) / median(theirsMs);
  return {
    name: 'opening',
    measured: `${ratio.toFixed(2)} × Telethon and boto3 (${ms(median(oursMs))} ${noise(oursMs)} and ${ms(median(theirsMs))} ${noise(theirsMs)})`,
    aim,
    met: ratio <= 0.5,
  };
}

function own(file: string): string {
  return join(projectRoot, 'test/bench', file);
}

/** Each process prints the median of its own looks, in ms. */
async function medianOf(program: string, args: string[]): Promise<number> {
  const { stdout } = await run(program, args, { cwd: projectRoot });
  return Number(stdout);
}

async function hasTelethon(): Promise<boolean> {
  return run('python3', ['-c', 'import telethon, boto3']).then(
    () => true,
    () => false,
  );
}
