import type { Sealer } from '../../files/sealer.ts';

/** Complete phone numbers: sealed where something seals, else in memory until it does. */
export class PhoneNumbers {
  readonly #inMemory = new Map<string, string>();

  constructor(private readonly sealer: Sealer) {}

  /** Keeps the number and returns what may go to the disk: what stands there, where nothing can be sealed now. */
  keep(namespace: string, phoneNumber: string | null, stored: string | null): string | null {
    this.#inMemory.delete(namespace);
    if (phoneNumber === null) return null;
    const sealed = this.#sealed(phoneNumber);
    if (sealed === null) this.#inMemory.set(namespace, phoneNumber);
    return sealed ?? stored;
  }

  /** A keyring may refuse to seal although it said that it can. */
  #sealed(phoneNumber: string): string | null {
    try {
      return this.sealer.available() ? this.sealer.seal(phoneNumber) : null;
    } catch {
      return null;
    }
  }

  /** Seals the numbers that had to stay in memory, where that is possible now. By namespace. */
  seal(): ReadonlyMap<string, string> {
    const sealed = new Map<string, string>();
    for (const [name, number] of [...this.#inMemory]) {
      const text = this.#sealed(number);
      if (text === null) continue;
      sealed.set(name, text);
      this.#inMemory.delete(name);
    }
    return sealed;
  }

  recall(namespace: string, sealed: string | null): string | null {
    return this.#inMemory.get(namespace) ?? (sealed === null ? null : this.sealer.open(sealed));
  }

  forget(namespace: string): void {
    this.#inMemory.delete(namespace);
  }
}
