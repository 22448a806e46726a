import type { OverwriteProtectionState } from '../../../../shared/recovery.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { Listeners, type Unsubscribe } from '../namespaces/listeners.ts';

export type FoundProtection = 'on' | 'off';

/** Keeps what was found about one bucket at one endpoint across restarts. */
export interface ProtectionMemory {
  recall(): FoundProtection | null;
  remember(found: FoundProtection): void;
}

export const noProtectionMemory: ProtectionMemory = { recall: () => null, remember: () => {} };

/** Whether a store acts on the conditions that prevent overwriting. Tested once, before the first write. */
export class OverwriteProtection {
  private current: OverwriteProtectionState;
  private testing: Promise<Result<FoundProtection | 'unknown'>> | null = null;
  private readonly changed = new Listeners<OverwriteProtectionState>();

  constructor(private readonly memory: ProtectionMemory) {
    this.current = memory.recall() ?? 'untested';
  }

  get state(): OverwriteProtectionState {
    return this.current;
  }

  onChanged(listener: (state: OverwriteProtectionState) => void): Unsubscribe {
    return this.changed.add(listener);
  }

  /**
   * `unknown` where the test object may not be written. Any other failure is returned: a store that cannot be tested
   * now cannot be written to either, and it might be one that overwrites.
   */
  async find(test: () => Promise<Result<FoundProtection>>): Promise<Result<FoundProtection | 'unknown'>> {
    if (this.current === 'on' || this.current === 'off') return ok(this.current);
    if (this.current === 'untestable') return ok('unknown');
    this.testing ??= this.test(test).finally(() => {
      this.testing = null;
    });
    return this.testing;
  }

  private async test(
    test: () => Promise<Result<FoundProtection>>,
  ): Promise<Result<FoundProtection | 'unknown'>> {
    const found = await test();
    if (found.ok) {
      this.memory.remember(found.value);
      this.become(found.value);
      return found;
    }
    const { code } = found.error;
    if (code === 'store-forbidden') this.become('untestable');
    // 409: somebody else tests at this moment; the next write asks again.
    return code === 'store-forbidden' || code === 'store-busy' ? ok('unknown') : found;
  }

  private become(state: OverwriteProtectionState): void {
    this.current = state;
    this.changed.emit(state);
  }
}
