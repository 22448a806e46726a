/** Node's code of a file-system error, such as ENOENT; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The words by which a person is told of a file-system error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
