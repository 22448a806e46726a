import type { Sealer } from '../../files/sealer.ts';

/** Complete phone numbers: sealed where something seals, else in memory until it does. */
export class PhoneNumbers {
  readonly #inMemory = new Map<string, string>();

  constructor(private readonly sealer: Sealer) {}

  /** Keeps the number and returns what may go to the disk: what stands there, where nothing can be sealed now. */
  keep(namespace: string, phoneNumber: string | null, stored: string | null): string | null {
    this.#inMemory.delete(namespace);
    if (phoneNumber === null) return null;
    if (this.sealer.available()) return this.sealer.seal(phoneNumber);
    this.#inMemory.set(namespace, phoneNumber);
    return stored;
  }

  /** Seals the numbers that had to stay in memory, where that is possible now. By namespace. */
  seal(): ReadonlyMap<string, string> {
    if (!this.sealer.available()) return new Map();
    const sealed = new Map([...this.#inMemory].map(([name, number]) => [name, this.sealer.seal(number)]));
    this.#inMemory.clear();
    return sealed;
  }

  recall(namespace: string, sealed: string | null): string | null {
    return this.#inMemory.get(namespace) ?? (sealed === null ? null : this.sealer.open(sealed));
  }

  forget(namespace: string): void {
    this.#inMemory.delete(namespace);
  }
}
