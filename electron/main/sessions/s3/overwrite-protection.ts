import type { OverwriteProtectionState } from '../../../../shared/recovery.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { Listeners, type Unsubscribe } from '../namespaces/listeners.ts';

/** `off`: the store takes the conditions and ignores them; `refused`: it answers 501 to them. */
export type FoundProtection = 'on' | 'off' | 'refused';

/** Keeps what was found about one bucket at one endpoint across restarts. */
export interface ProtectionMemory {
  recall(): FoundProtection | null;
  remember(found: FoundProtection): void;
}

export const noProtectionMemory: ProtectionMemory = { recall: () => null, remember: () => {} };

/** Whether a store acts on the conditions that prevent overwriting. Tested once, before the first write. */
export class OverwriteProtection {
  private found: FoundProtection | null;
  private untestable = false;
  private testing: Promise<Result<FoundProtection | 'unknown'>> | null = null;
  private readonly changed = new Listeners<OverwriteProtectionState>();

  constructor(private readonly memory: ProtectionMemory) {
    this.found = memory.recall();
  }

  get state(): OverwriteProtectionState {
    return this.found ?? (this.untestable ? 'untestable' : 'untested');
  }

  onChanged(listener: (state: OverwriteProtectionState) => void): Unsubscribe {
    return this.changed.add(listener);
  }

  /**
   * `unknown` where the test object may not be written. Any other failure is returned: a store that cannot be tested
   * now cannot be written to either, and it might be one that overwrites.
   */
  async find(test: () => Promise<Result<FoundProtection>>): Promise<Result<FoundProtection | 'unknown'>> {
    if (this.found) return ok(this.found);
    return this.untestable ? ok('unknown') : this.findAgain(test);
  }

  /** The same for a store that answers otherwise than it was found to. Where it cannot be tested, what was found stays. */
  findAgain(test: () => Promise<Result<FoundProtection>>): Promise<Result<FoundProtection | 'unknown'>> {
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
      this.learn(found.value);
      return found;
    }
    const { code } = found.error;
    if (code === 'store-forbidden') {
      this.untestable = true;
      this.changed.emit(this.state);
    }
    // 409: somebody else tests at this moment; the next write asks again.
    return code === 'store-forbidden' || code === 'store-busy' ? ok(this.found ?? 'unknown') : found;
  }

  private learn(found: FoundProtection): void {
    this.found = found;
    this.memory.remember(found);
    this.changed.emit(this.state);
  }
}
