import type { Socket } from 'node:net';
import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import type { WatchSchedule } from '../sessions/watch/watch-schedule.ts';

/** Differences between the live app and the practice build. */
export interface StartOptions {
  /** The folder of the built entry file: the preload, the window's files and the workers lie around it. */
  mainFolder: string;
  /** True when the servers are practice servers; the window says so. */
  practice: boolean;
  /** Opens a connection to a Telegram data centre. */
  dial(address: string, port: number): Socket;
  /** How often an object is checked after its session was replaced. */
  watchSchedule: WatchSchedule;
  /** Length of the minutes after which an unused app locks. */
  idleMinuteMs: number;
  /** Where the development server serves the window, or null to serve it from the built files. */
  developmentUrl: string | null;
  /** Saved and selected when there is no profile yet. */
  initialProfile: { draft: ProfileDraft; secrets: ProfileSecrets } | null;
}
