import type { Timers } from '../../async/timers.ts';
import type { FileProblems } from '../../files/file-problems.ts';
import type { Logger } from '../../logging/logger.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionManagers } from '../session-manager.ts';
import type { SessionProber } from '../session-prober.ts';
import { Asking } from './asking.ts';
import { Custody } from './custody.ts';
import { Decisions } from './decisions.ts';
import { Leftovers } from './leftovers.ts';
import { Pending } from './pending.ts';
import type { Records } from './records.ts';
import { Retries } from './retries.ts';
import { Storing } from './storing.ts';

interface CustodyServicesParts {
  profileId: string;
  records: Records;
  /** Where the records are, for what a person is told. */
  directory: string;
  managers: SessionManagers;
  catalogue: NamespaceCatalogue;
  prober: SessionProber;
  logger: Logger;
  problems: FileProblems;
  /** Epoch ms. */
  now: () => number;
  timers: Timers;
  /** Keeps a copy of a session that is given up for the stored one. */
  keepCopy: (namespace: string, text: string) => Promise<void>;
}

/** Everything that looks after the sessions of one profile that are not stored yet. */
export interface CustodyServices {
  custody: Custody;
  /** The store has answered as it should: whatever waits for it is tried at once. */
  wake(): void;
  /** Nothing more is tried, asked or written. Resolves once the disk is left alone. */
  close(): Promise<void>;
  storing: Storing;
  asking: Asking;
  decisions: Decisions;
  pending: Pending;
  leftovers: Leftovers;
}

export async function openCustody(parts: CustodyServicesParts): Promise<CustodyServices> {
  const { managers, now, timers } = parts;
  const custody = await Custody.open(parts);
  const retries = new Retries(timers, now);
  const storing = new Storing({ ...parts, custody, retries });
  const questions = new Retries(timers, now);
  const asking = new Asking({ ...parts, custody, storing, retries: questions });
  const decisions = new Decisions({ ...parts, custody, storing, asking, retries });
  managers.looked.add((namespace) => {
    const { state } = managers.of(namespace);
    if (state.kind === 'loaded') storing.looked(namespace, state.found);
  });
  const pending = new Pending({ ...parts, custody, storing, decisions, retries });
  return {
    custody,
    wake: () => {
      retries.wake();
      questions.wake();
    },
    close: () => {
      storing.stop();
      asking.stop();
      retries.stop();
      questions.stop();
      pending.close();
      return custody.close();
    },
    storing,
    asking,
    decisions,
    pending,
    leftovers: new Leftovers({ custody, asking, decisions }),
  };
}
