import type { ClobberWatchView } from '../../../../shared/watch.ts';
import type { Timers } from '../../async/timers.ts';
import type { Logger } from '../../logging/logger.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionJournal } from '../session-journal.ts';
import type { SessionProber } from '../session-prober.ts';
import type { SessionStore } from '../store/session-store.ts';

export interface NamespacesParts {
  profileId: string;
  defaultNamespace: string;
  /** What an operator calls the object: its s3 URI. */
  uriOf: (namespace: string) => string;
  store: SessionStore;
  catalogue: NamespaceCatalogue;
  prober: SessionProber;
  journal: SessionJournal;
  logger: Logger;
  /** Epoch ms. */
  now: () => number;
  timers: Timers;
  /** Keys that Telegram was about to be asked to sign in. */
  attempted: SessionJournal;
  /** The watch over the object, or null where none is needed. */
  watchOf: (namespace: string) => ClobberWatchView | null;
  /** Keeps a copy of a session that is given up for the stored one. */
  keepCopy: (namespace: string, text: string) => Promise<void>;
}
