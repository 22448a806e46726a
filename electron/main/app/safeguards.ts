import { systemTimers } from '../async/timers.ts';
import type { FileProblems } from '../files/file-problems.ts';
import { JsonFile } from '../files/json-file.ts';
import type { Sealer } from '../files/sealer.ts';
import type { NamespaceCatalogue } from '../sessions/catalogue/namespace-catalogue.ts';
import { CopyingStore } from '../sessions/copies/copying-store.ts';
import { SealedCopies } from '../sessions/copies/sealed-copies.ts';
import { SessionHistories } from '../sessions/history/session-histories.ts';
import type { SessionStore } from '../sessions/store/session-store.ts';
import type { VersionedStore } from '../sessions/store/versioned-store.ts';
import { ClobberWatch } from '../sessions/watch/clobber-watch.ts';
import { WatchList, watchFileSchema } from '../sessions/watch/watch-file.ts';
import type { WatchSchedule } from '../sessions/watch/watch-schedule.ts';
import { placeFiles } from './place-files.ts';

interface SafeguardParts {
  userDataFolder: string;
  profileId: string;
  /** Where the profile's sessions are now. Copies and watches of another place are left alone and never shown. */
  place: string;
  store: SessionStore;
  versions: VersionedStore | null;
  catalogue: NamespaceCatalogue;
  sealer: Sealer;
  problems: FileProblems;
  watchSchedule: WatchSchedule;
}

/** Everything that brings a replaced session back: copies, history and the watch over objects that were replaced. */
export interface Safeguards {
  /** The store through which every session must be read and written. */
  store: SessionStore;
  history: SessionHistories;
  watch: ClobberWatch;
  /** Keeps a sealed copy of a session that the operator gives up. */
  keepCopy(namespace: string, text: string): Promise<void>;
  /** Seals the copies that had to stay in memory. */
  sealCopies(): Promise<void>;
}

export function createSafeguards(parts: SafeguardParts): Safeguards {
  const { userDataFolder, profileId, store, versions, catalogue, sealer, problems } = parts;
  const now = Date.now;
  const files = placeFiles(userDataFolder, profileId, parts.place);
  const copies = new SealedCopies({ directory: files.copies, sealer, problems, now });
  const verdictOf = (namespace: string, fingerprint: string) => catalogue.verdictOf(namespace, fingerprint);
  const file = new JsonFile(files.watches, watchFileSchema, now);
  const watch = new ClobberWatch({
    store,
    list: new WatchList(file, problems),
    schedule: parts.watchSchedule,
    timers: systemTimers,
    now,
    pinCopy: (namespace, copyId) => copies.pin(namespace, copyId),
    verdictOf,
  });
  const copying = new CopyingStore({
    store,
    copies,
    onRead: (namespace, outcome) => watch.observe(namespace, outcome),
    onWritten: (stored) => watch.written(stored),
  });
  return {
    store: copying,
    history: new SessionHistories({ store: copying, versions, copies, verdictOf }),
    watch,
    keepCopy: async (namespace, text) => {
      await copies.keep(namespace, { text, lastModified: now(), writer: 'this-app' });
    },
    sealCopies: () => copies.seal(),
  };
}
