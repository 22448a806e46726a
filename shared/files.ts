import type { AppError } from './result.ts';

/** A file of the app's own folder that could not be read or written. */
export interface FileProblem {
  error: AppError;
  /** The window shows nothing else until the file is read. */
  essential: boolean;
}
