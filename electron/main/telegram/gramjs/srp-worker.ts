import { parentPort } from 'node:worker_threads';
import type { Api } from './library.ts';
import { BinaryReader, computeCheck } from './library.ts';
import type { SrpQuestion, SrpReply } from './srp.ts';

/** The entry of a worker thread: answers one question. */
parentPort?.once('message', async (question: SrpQuestion) => {
  parentPort?.postMessage(await answer(question));
});

/**
 * gramjs checks the parameters as core.telegram.org/api/srp demands: it accepts the one prime that Telegram has, with
 * its good generators, 0 < B < p and B - kv in the safe range, and throws otherwise.
 */
async function answer({ parameters, password }: SrpQuestion): Promise<SrpReply> {
  try {
    // Anything but `account.password` lacks the fields that computeCheck looks for first.
    const read = new BinaryReader(Buffer.from(parameters)).tgReadObject() as Api.account.Password;
    const { srpId, A, M1 } = await computeCheck(read, password);
    return { kind: 'proof', proof: { srpId: srpId.toString(), a: A, m1: M1 } };
  } catch {
    return { kind: 'untrusted' };
  }
}
