import type { StoredVersion } from '../store/versioned-store.ts';

/** Versions in a row that hold the same bytes. */
export interface Run {
  /** The newest of them. */
  newest: StoredVersion;
  oldestId: string;
  isCurrent: boolean;
  count: number;
}

/** Puts versions with equal ETags together; Telethon rewrites the same string whenever a connector stops. */
export function runsOf(versions: readonly StoredVersion[]): Run[] {
  const runs: Run[] = [];
  for (const version of versions) {
    const { versionId: oldestId, isCurrent } = version;
    const last = runs.at(-1);
    if (last?.newest.etag !== version.etag) runs.push({ newest: version, oldestId, isCurrent, count: 1 });
    else runs.splice(-1, 1, { ...last, oldestId, count: last.count + 1 });
  }
  return runs;
}

interface Foldable {
  text: string | null;
  folded: number;
  isCurrent: boolean;
}

/** Folds lines in a row whose text is equal. Where a store encrypts, equal texts have different ETags. */
export function foldEqual<T extends Foldable>(lines: readonly T[]): T[] {
  const folded: T[] = [];
  for (const line of lines) {
    const last = folded.at(-1);
    if (!last || last.text === null || last.text !== line.text) folded.push(line);
    else folded.splice(-1, 1, { ...last, folded: last.folded + line.folded });
  }
  return folded;
}
