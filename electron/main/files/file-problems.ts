import type { FileProblem } from '../../../shared/files.ts';
import type { AppError } from '../../../shared/result.ts';
import type { Logger } from '../logging/logger.ts';

/** Problems with files of the user-data folder, for the window to show. A file that works again is taken off. */
export class FileProblems {
  readonly #problems = new Map<string, FileProblem>();

  constructor(
    private readonly logger: Logger,
    private readonly onChanged: (problems: FileProblem[]) => void,
  ) {}

  list(): FileProblem[] {
    return [...this.#problems.values()];
  }

  /** @param error null where the file could be read or written */
  report(path: string, error: AppError | null, essential = false): void {
    const known = this.#problems.get(path);
    if (error === null && !known) return;
    if (error) {
      this.logger.warn('file-problem', { path, error });
      this.#problems.set(path, { error, essential });
    } else {
      this.logger.info('file-works-again', { path });
      this.#problems.delete(path);
    }
    this.onChanged(this.list());
  }

  /** A file that was read, and moved aside because it is not what it should be. */
  damaged(path: string, keptAs: string): void {
    this.logger.warn('file-damaged', { path, keptAs });
    this.report(path, null);
  }

  /** Forgets those of files that no open profile uses any more. */
  forgetProfile(): void {
    const kept = [...this.#problems].filter(([, { essential }]) => essential);
    if (kept.length === this.#problems.size) return;
    this.#problems.clear();
    for (const [path, problem] of kept) this.#problems.set(path, problem);
    this.onChanged(this.list());
  }
}
