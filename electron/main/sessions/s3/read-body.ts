import { addAbortSignal, Readable } from 'node:stream';

/**
 * Collects an answer's body, or gives null when it is longer than `maxBytes`. The signal ends a body that stalls,
 * which the SDK's own time-outs no longer watch.
 */
export async function readBody(body: unknown, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of addAbortSignal(signal, body)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) return null;
  }
  return Buffer.concat(chunks);
}

export function discardBody(body: unknown): void {
  if (body instanceof Readable) body.destroy();
}
