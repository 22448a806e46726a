/**
 * Runs an operation with a signal that fires at the deadline or with one of `stops`, and then rejects with the signal's
 * reason, whatever the operation makes of it. The timer is our own: Node 20 lets the garbage collector take the one of
 * `AbortSignal.any([stop, AbortSignal.timeout()])` (nodejs/node#57736), and nothing ever ends.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  stops: readonly AbortSignal[],
  operation: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (const stop of stops) stop.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(stops.find(({ aborted }) => aborted)?.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), timeoutMs);
  for (const stop of stops) stop.addEventListener('abort', abort);
  try {
    return await Promise.race([operation(signal), rejection(signal)]);
  } finally {
    clearTimeout(timer);
    for (const stop of stops) stop.removeEventListener('abort', abort);
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
