import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { SessionVersion } from '../../../../shared/history.ts';
import { ok } from '../../../../shared/result.ts';
import { sideOf } from '../store/session-side.ts';
import type { ReadOutcome, StoreResult } from '../store/session-store.ts';
import type { VersionedStore } from '../store/versioned-store.ts';
import { foldEqual, type Run, runsOf } from './fold.ts';

/** Lines that one request shows, so that a long history is read as far as somebody looks. */
const linesPerPage = 10;

/** A connector that restarts all the time fills many pages of the listing with one string. */
const maxListingPages = 10;

interface HistoryPage {
  versions: SessionVersion[];
  continuation: string | null;
}

type VerdictOf = (fingerprint: string) => AccountVerdict;

interface Line extends SessionVersion {
  text: string | null;
}

function lineOf(run: Run, outcome: ReadOutcome, verdictOf: VerdictOf): Line[] {
  const side = sideOf(outcome, verdictOf);
  // Removed by the bucket's own rules since it was listed.
  if (!side) return [];
  const text = outcome.kind === 'found' ? outcome.text : null;
  const { newest, isCurrent, count } = run;
  return [{ id: newest.versionId, source: 'bucket', side, isCurrent, folded: count, text }];
}

/** Complete runs of equal versions, as many as a page shows, and after which version to go on. */
async function listRuns(
  store: VersionedStore,
  namespace: string,
  after: string | null,
): Promise<StoreResult<{ runs: Run[]; continuation: string | null } | null>> {
  const versions = [];
  let next = after;
  for (let pages = 0; pages < maxListingPages; pages += 1) {
    const listed = await store.listVersions(namespace, next);
    if (!listed.ok) return listed;
    if (listed.value === null) return ok(null);
    versions.push(...listed.value.versions);
    next = listed.value.next;
    // The last run may go on beyond what was listed.
    if (next === null || runsOf(versions).length > linesPerPage) break;
  }
  const runs = runsOf(versions);
  const shown = runs.slice(0, linesPerPage);
  const continuation = runs.length > shown.length ? (shown.at(-1)?.oldestId ?? null) : next;
  return ok({ runs: shown, continuation });
}

/** One page of what the bucket kept; null where it keeps nothing, or these credentials may not read it. */
export async function readBucketHistory(
  store: VersionedStore,
  namespace: string,
  after: string | null,
  verdictOf: VerdictOf,
): Promise<StoreResult<HistoryPage | null>> {
  const listed = await listRuns(store, namespace, after);
  if (!listed.ok) return listed;
  if (listed.value === null) return ok(null);
  const { runs, continuation } = listed.value;
  const reads = await Promise.all(runs.map((run) => store.readVersion(namespace, run.newest.versionId)));
  const lines: Line[] = [];
  for (const [index, run] of runs.entries()) {
    const read = reads[index];
    if (!read) continue;
    if (!read.ok) return read;
    if (read.value.kind === 'missing-or-forbidden') return ok(null);
    lines.push(...lineOf(run, read.value, verdictOf));
  }
  return ok({ versions: foldEqual(lines).map(({ text: _, ...version }) => version), continuation });
}
