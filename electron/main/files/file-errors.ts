import { getSystemErrorMap } from 'node:util';

/** Node's own words for each code of the system, such as "permission denied" for EACCES. */
const wordsOfCode: ReadonlyMap<string, string> = new Map(getSystemErrorMap().values());

/** Node's code of a file-system error, such as ENOENT; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The words by which a person is told of a file-system error; of its own text, which may be anybody's, nothing is kept. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const words = wordsOfCode.get(code);
  return words === undefined ? 'the reason is not known' : `${words} (${code})`;
}
