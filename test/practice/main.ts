import { startApp } from '../../electron/main/app/start.ts';
import { defaultWatchSchedule } from '../../electron/main/sessions/watch/watch-schedule.ts';
import { takePracticeSettings } from './settings.ts';
import { createPracticeDial, trustPracticeKey } from './telegram-network.ts';

// The practice build's composition root: the same app, introduced to loopback servers instead of Telegram's.
const { telegram, initialProfile } = takePracticeSettings(process.env);
if (telegram) await trustPracticeKey(telegram.publicKey);

startApp({
  mainFolder: import.meta.dirname,
  practice: true,
  developmentUrl: null,
  dial: createPracticeDial(telegram?.ports ?? {}),
  // Soon enough to be waited for, in a test or a demonstration.
  watchSchedule: { ...defaultWatchSchedule, quickIntervalMs: 2_000 },
  // So that five idle minutes are two seconds.
  idleMinuteMs: 400,
  initialProfile,
});
