/** A fault to commit when a method is called. Several fields may be combined with `delayMs`. */
export interface FaultRule {
  /** A method name as in the schema (`auth.sendCode`), or a pattern with `*`. */
  method: string;
  /** How many calls it hits; every one if absent. */
  times?: number;
  /** Wait before doing anything else. */
  delayMs?: number;
  /** Answer with this `rpc_error`. */
  error?: { code: number; message: string };
  /** Close the connection, before the method runs or after it ran. */
  drop?: 'before' | 'after';
  /** Never answer; the method does not run. */
  silence?: boolean;
  /** Answer with these four bytes, as in -404, -429, -444. */
  transportError?: number;
}

/** The rules in force, in the order in which they were added; the first that fits a call is used. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  #shortKeysLeft = 0;

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#rules = [];
    this.#shortKeysLeft = 0;
  }

  take(method: string): FaultRule | undefined {
    const hit = this.#rules.find(({ rule, left }) => left > 0 && matches(rule.method, method));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    return hit.rule;
  }

  /** The next `times` key exchanges end as 1 in 256 real ones does for gramjs. */
  shortKeys(times: number): void {
    this.#shortKeysLeft = times;
  }

  takeShortKey(): boolean {
    if (this.#shortKeysLeft === 0) return false;
    this.#shortKeysLeft -= 1;
    return true;
  }
}

function matches(pattern: string, method: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.\\^$+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(method);
}
