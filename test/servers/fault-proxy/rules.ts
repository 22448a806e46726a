/** The fault. The first three never reach the server. */
export type Fault =
  /** The proxy answers in the server's place, with an S3 error document. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  | { readonly kind: 'reset' }
  /** Neither an answer nor an end, until the client gives up. */
  | { readonly kind: 'hang' }
  /** The server did it, the client never hears so. */
  | { readonly kind: 'lost-answer' }
  /** The body ends half way, short of its Content-Length. */
  | { readonly kind: 'truncated-body' }
  /** One bit in the middle of the body is not what the server sent. */
  | { readonly kind: 'flipped-bit' }
  | { readonly kind: 'slow-drip'; readonly bytesPerChunk: number; readonly intervalMs: number };

export interface Rule {
  /** Any when absent. */
  readonly method?: string;
  /** Searched in the raw path and query; any when absent. */
  readonly path?: RegExp;
  /** How often it strikes; always when absent. */
  readonly times?: number;
  readonly fault: Fault;
}

/** How often a rule has struck. */
export interface RuleHandle {
  readonly hits: number;
}

class ActiveRule implements RuleHandle {
  hits = 0;

  constructor(readonly rule: Rule) {}

  strikes(method: string, path: string): boolean {
    const { rule } = this;
    return (
      this.hits < (rule.times ?? Number.POSITIVE_INFINITY) &&
      (rule.method === undefined || rule.method === method) &&
      (rule.path === undefined || path.search(rule.path) !== -1)
    );
  }
}

export class Rules {
  #active: ActiveRule[] = [];

  add(rule: Rule): RuleHandle {
    const active = new ActiveRule(rule);
    this.#active.push(active);
    return active;
  }

  clear(): void {
    this.#active = [];
  }

  /** The fault of the first rule that fits, counted as struck. */
  strike(method: string, path: string): Fault | undefined {
    const found = this.#active.find((active) => active.strikes(method, path));
    if (found === undefined) return undefined;
    found.hits += 1;
    return found.rule.fault;
  }
}
