/** Keeps a session that was signed in until the store has confirmed it. */
export interface SessionJournal {
  /** Resolves when the text would survive what the journal promises to survive. */
  put(namespace: string, text: string): Promise<void>;
  clear(namespace: string): Promise<void>;
}
