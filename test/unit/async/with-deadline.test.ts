import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../../electron/main/async/with-deadline.ts';
import { whileCollecting } from '../../fixtures/collections.ts';

const never = () => new Promise<never>(() => {});
const far = 600_000;

describe('an operation with a deadline', () => {
  it('gives what it gives', async () => {
    expect(await withDeadline(far, [], async () => 'value')).toBe('value');
    await expect(withDeadline(far, [], () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });

  it('ends at the deadline though the garbage collector runs and somebody could stop it', async () => {
    const { signal } = new AbortController();
    const running = withDeadline(500, [signal], never);
    await expect(whileCollecting(running)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is told by its signal, at the deadline and when it is stopped', async () => {
    const reasons: string[] = [];
    const listening = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => reasons.push(signal.reason.name));
      return never();
    };
    await expect(withDeadline(1, [], listening)).rejects.toThrow();
    const stop = new AbortController();
    const running = withDeadline(far, [new AbortController().signal, stop.signal], listening);
    stop.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(reasons).toEqual(['TimeoutError', 'AbortError']);
  });

  it('does not begin when it is stopped already', async () => {
    let begun = false;
    const begin = async () => {
      begun = true;
    };
    await expect(withDeadline(far, [AbortSignal.abort()], begin)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(begun).toBe(false);
  });

  it('leaves nothing behind at what could stop it', async () => {
    const stop = new AbortController();
    const signals: AbortSignal[] = [];
    const keep = async (signal: AbortSignal) => {
      signals.push(signal);
    };
    await withDeadline(far, [new AbortController().signal, stop.signal], keep);
    stop.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });
});
