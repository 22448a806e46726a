import { startApp } from '../../electron/main/app/start.ts';
import { practiceSettings } from './settings.ts';
import { createPracticeDial, trustPracticeKey } from './telegram-network.ts';

// The practice build's composition root: the same app, introduced to loopback servers instead of Telegram's.
const { telegram, initialProfile } = practiceSettings(process.env);
if (telegram) await trustPracticeKey(telegram.publicKey);

startApp({
  mainFolder: import.meta.dirname,
  practice: true,
  dial: createPracticeDial(telegram?.ports ?? {}),
  initialProfile,
});
