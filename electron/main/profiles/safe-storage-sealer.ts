import type { SafeStorage } from 'electron';
import type { Sealer } from '../files/sealer.ts';

/** Electron's safeStorage: Keychain, DPAPI or the Secret Service. */
export class SafeStorageSealer implements Sealer {
  constructor(private readonly safeStorage: SafeStorage) {}

  /**
   * The backend named `basic_text` would "encrypt" with a password that is the same everywhere, so it does not count
   * as a keyring (Electron documentation, safeStorage.getSelectedStorageBackend).
   */
  available(): boolean {
    if (!this.safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== 'linux' || this.safeStorage.getSelectedStorageBackend() !== 'basic_text';
  }

  seal(secret: string): string {
    return this.safeStorage.encryptString(secret).toString('base64');
  }

  open(sealed: string): string | null {
    if (!this.available()) return null;
    try {
      return this.safeStorage.decryptString(Buffer.from(sealed, 'base64'));
    } catch {
      return null;
    }
  }
}
