/** Sign-ins and sessions that a quit must wait for. */
export interface QuitWork {
  /** Lets running sign-ins end and saves what is unsaved. */
  settle(): Promise<void>;
  unsavedNamespaces(): string[];
}

export type QuitChoice = 'retry' | 'stay' | 'discard';

export interface QuitParts {
  work(): QuitWork | null;
  /** Asks the operator what to do about sessions that could not be stored. */
  ask(unsavedNamespaces: string[]): Promise<QuitChoice>;
  quit(): void;
  timeoutMs: number;
}

/**
 * Holds a quit back until every signed-in session is stored. What cannot be stored in time is only given up when
 * the operator says so.
 */
export class QuitSequence {
  private running = false;
  private finished = false;

  constructor(private readonly parts: QuitParts) {}

  /** True when the app may end now; otherwise the sequence has begun (or goes on) and quits by itself. */
  mayQuit(): boolean {
    if (this.finished || !this.parts.work()) return true;
    if (!this.running) void this.run();
    return false;
  }

  private async run(): Promise<void> {
    this.running = true;
    const choice = await this.storeOrAsk();
    this.running = false;
    if (choice === 'stay') return;
    this.finished = true;
    this.parts.quit();
  }

  private async storeOrAsk(): Promise<'quit' | 'stay'> {
    const work = this.parts.work();
    if (!work) return 'quit';
    for (;;) {
      await within(work.settle(), this.parts.timeoutMs);
      const unsaved = work.unsavedNamespaces();
      if (unsaved.length === 0) return 'quit';
      const choice = await this.parts.ask(unsaved);
      if (choice !== 'retry') return choice === 'stay' ? 'stay' : 'quit';
    }
  }
}

async function within(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
