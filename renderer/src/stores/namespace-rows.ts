import type { NamespaceSummary } from '../../../shared/namespace-views.ts';

/** The rows of the browser: by name for look-ups, and the names in the bucket's own order. */
export interface NamespaceRows {
  byName: ReadonlyMap<string, NamespaceSummary>;
  names: readonly string[];
}

export const noRows: NamespaceRows = { byName: new Map(), names: [] };

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Merges two sorted lists, because sorting 100,000 names anew for every page of a listing would stall the window. */
function mergeSorted(left: readonly string[], right: readonly string[]): string[] {
  const merged: string[] = [];
  let next = 0;
  for (const name of left) {
    for (let other = right[next]; other !== undefined && other < name; other = right[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(name);
  }
  return merged.concat(right.slice(next));
}

export function rowsOf(summaries: readonly NamespaceSummary[]): NamespaceRows {
  return applyRows(noRows, summaries, []);
}

export function applyRows(
  rows: NamespaceRows,
  upserts: readonly NamespaceSummary[],
  removed: readonly string[],
): NamespaceRows {
  const byName = new Map(rows.byName);
  const gone = new Set(removed);
  for (const name of gone) byName.delete(name);
  const added = new Set<string>();
  for (const summary of upserts) {
    if (!rows.byName.has(summary.name) || gone.has(summary.name)) added.add(summary.name);
    byName.set(summary.name, summary);
  }
  const kept = gone.size > 0 ? rows.names.filter((name) => !gone.has(name)) : rows.names;
  return { byName, names: added.size > 0 ? mergeSorted(kept, [...added].sort(byCodeUnit)) : kept };
}
