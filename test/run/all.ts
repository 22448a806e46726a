import { runScript } from '../../build/script.ts';
import { type Stage, stages } from './stages.ts';
import { isSuccess, sum, type Tally } from './tally.ts';

async function runStage({ name, run }: Stage): Promise<Tally> {
  console.log(`\n── ${name}`);
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

await runScript(async () => {
  const tallies: Tally[] = [];
  for (const stage of stages) tallies.push(await runStage(stage));

  console.log();
  for (const [index, { passed, failed }] of tallies.entries()) {
    console.log(`${stages[index]?.name}: ${passed} passed, ${failed} failed`);
  }
  const total = sum(tallies);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return isSuccess(total) ? 0 : 1;
});
