import { connect } from 'node:net';
import { startApp } from './app/start.ts';
import { defaultWatchSchedule } from './sessions/watch/watch-schedule.ts';

startApp({
  mainFolder: import.meta.dirname,
  practice: false,
  // A constant of the build: a built app has no such door.
  developmentUrl: import.meta.env.DEV ? (process.env.ELECTRON_RENDERER_URL ?? null) : null,
  dial: (address, port) => connect({ host: address, port }),
  watchSchedule: defaultWatchSchedule,
  idleMinuteMs: 60_000,
  initialProfile: null,
});
