import type { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../../../shared/result.ts';

/** The proof that `auth.checkPassword` wants (core.telegram.org/api/srp). `srpId`: decimal. */
interface SrpProof {
  srpId: string;
  a: Uint8Array;
  m1: Uint8Array;
}

export interface SrpQuestion {
  /** `account.password` as TL bytes. */
  parameters: Uint8Array;
  password: string;
}

export type SrpReply = { kind: 'proof'; proof: SrpProof } | { kind: 'untrusted' };

/** Refuses parameters that are not to be trusted. */
export type ComputeSrp = (
  question: SrpQuestion,
  signal: AbortSignal,
) => Promise<Result<SrpProof, 'telegram-unexpected' | 'sign-in-cancelled'>>;

/**
 * Computes in a worker that `spawn` makes of `srp-worker.ts` and that ends with the answer: it takes about 0.1 s of
 * pure computing, in which nothing else could run.
 */
export function createSrp(spawn: () => Worker): ComputeSrp {
  return async (question, signal) => {
    if (signal.aborted) return fail('sign-in-cancelled');
    const worker = spawn();
    const onAbort = () => void worker.terminate();
    signal.addEventListener('abort', onAbort);
    try {
      const reply = await replyOf(worker, question);
      if (!reply) return fail('sign-in-cancelled');
      if (reply.kind === 'proof') return ok(reply.proof);
      return fail('telegram-unexpected', { message: 'password parameters that cannot be trusted' });
    } finally {
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    }
  };
}

/** Null when the worker was ended before it had answered. */
function replyOf(worker: Worker, question: SrpQuestion): Promise<SrpReply | null> {
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: SrpReply) => resolve(reply));
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
    worker.postMessage(question);
  });
}
