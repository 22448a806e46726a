import type { OverwriteProtectionState } from '../../../../shared/overwrite-protection.ts';
import { ok } from '../../../../shared/result.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import type { StoreResult } from '../store/session-store.ts';

/** `off`: the store takes the conditions and ignores them; `refused`: it answers 501 to them. */
export type FoundProtection = 'on' | 'off' | 'refused';

export interface RememberedProtection {
  found: FoundProtection;
  /** Epoch ms. */
  testedAt: number;
}

/** Keeps what was found about one bucket at one endpoint across restarts. */
export interface ProtectionMemory {
  recall(): RememberedProtection | null;
  remember(found: RememberedProtection): void;
}

export const noProtectionMemory: ProtectionMemory = { recall: () => null, remember: () => {} };

type Test = () => Promise<StoreResult<FoundProtection>>;

/** Stores get better, and worse, without a word. */
const validForMs = 24 * 60 * 60 * 1000;

/**
 * Finds out whether a store acts on the conditions that prevent overwriting. Tested before the first write, and before a write once
 * a day. Until a test answers, what was found before counts.
 */
export class OverwriteProtection {
  #found: FoundProtection | null;
  #untestable = false;
  #testedAt: number;
  #testing: Promise<StoreResult<FoundProtection | 'unknown'>> | null = null;
  readonly #changed = new Listeners<OverwriteProtectionState>();

  constructor(
    private readonly memory: ProtectionMemory,
    private readonly now: () => number,
  ) {
    const remembered = memory.recall();
    this.#found = remembered?.found ?? null;
    this.#testedAt = remembered?.testedAt ?? 0;
  }

  get state(): OverwriteProtectionState {
    return this.#found ?? (this.#untestable ? 'untestable' : 'untested');
  }

  onChanged(listener: (state: OverwriteProtectionState) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  /**
   * `unknown` where the test object may not be written. Any other failure of the first test is returned: a store that
   * cannot be tested cannot be written to either, and it might be one that overwrites.
   */
  async find(test: Test): Promise<StoreResult<FoundProtection | 'unknown'>> {
    const ageMs = this.now() - this.#testedAt;
    // A clock that was set back would make the day a long one.
    const isValid = ageMs >= 0 && ageMs < validForMs;
    if (isValid && (this.#found || this.#untestable)) return ok(this.#found ?? 'unknown');
    return this.findAgain(test);
  }

  /** The same for a store that answers otherwise than it was found to. */
  findAgain(test: Test): Promise<StoreResult<FoundProtection | 'unknown'>> {
    this.#testing ??= this.#test(test).finally(() => {
      this.#testing = null;
    });
    return this.#testing;
  }

  /** Takes over what somebody else has just found of this store. */
  learn(found: FoundProtection): void {
    this.#found = found;
    this.#testedAt = this.now();
    this.memory.remember({ found, testedAt: this.#testedAt });
    this.#changed.emit(this.state);
  }

  async #test(test: Test): Promise<StoreResult<FoundProtection | 'unknown'>> {
    const tested = await test();
    if (tested.ok) {
      this.learn(tested.value);
      return tested;
    }
    const { code } = tested.error;
    if (code === 'store-forbidden') {
      this.#untestable = true;
      this.#testedAt = this.now();
      this.#changed.emit(this.state);
    }
    if (this.#found) return ok(this.#found);
    // 409: somebody else tests at this moment; the next write asks again.
    return code === 'store-forbidden' || code === 'store-busy' ? ok('unknown') : tested;
  }
}
