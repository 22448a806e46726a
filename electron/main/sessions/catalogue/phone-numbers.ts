import type { Sealer } from '../sealer.ts';

/** Complete phone numbers: sealed where there is a keyring, else in memory until the app ends. */
export class PhoneNumbers {
  private readonly inMemory = new Map<string, string>();

  constructor(private readonly sealer: Sealer) {}

  /** Keeps the number and returns what may go to the disk. */
  keep(namespace: string, phoneNumber: string | null): string | null {
    this.inMemory.delete(namespace);
    if (phoneNumber === null) return null;
    if (this.sealer.available()) return this.sealer.seal(phoneNumber);
    this.inMemory.set(namespace, phoneNumber);
    return null;
  }

  recall(namespace: string, sealed: string | null): string | null {
    return this.inMemory.get(namespace) ?? (sealed === null ? null : this.sealer.open(sealed));
  }

  forget(namespace: string): void {
    this.inMemory.delete(namespace);
  }
}
