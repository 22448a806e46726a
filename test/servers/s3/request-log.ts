/** One answered request, as tests read it. */
export interface LogEntry {
  readonly method: string;
  /** Name in the S3 API, or `unknown`. */
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
  /** Name of the principal; `unknown` when the request could not be authenticated. */
  readonly principal: string;
  readonly status: number;
  /** S3 error code of a refusal. */
  readonly code?: string;
}

export class RequestLog {
  #entries: LogEntry[] = [];

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  add(entry: LogEntry): void {
    this.#entries.push(entry);
  }

  clear(): void {
    this.#entries = [];
  }
}
