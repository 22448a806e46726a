import type { SessionJournal } from './session-journal.ts';

/** Lasts as long as the app runs. */
export class MemoryJournal implements SessionJournal {
  private readonly texts = new Map<string, string>();

  async put(namespace: string, text: string): Promise<void> {
    this.texts.set(namespace, text);
  }

  async clear(namespace: string): Promise<void> {
    this.texts.delete(namespace);
  }

  namespaces(): string[] {
    return [...this.texts.keys()];
  }
}
