import { useEffect, useState } from 'react';
import { secondsUntil } from './format.ts';

/** The current time, renewed every `intervalMs`. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

/** Whole seconds until `endMs`, counting down to 0; 0 without an end. */
export function useCountdown(endMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (endMs === null) return;
    const tick = () => {
      setNow(Date.now());
      if (Date.now() >= endMs) clearInterval(timer);
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [endMs]);
  return endMs === null ? 0 : secondsUntil(endMs, now);
}
