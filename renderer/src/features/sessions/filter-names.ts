import type { NamespaceRows } from '../../stores/namespace-rows.ts';
import { needsAttention } from './status.ts';

export type Scope = 'all' | 'attention';

/** Names whose own text or whose account's name or @username contains the words typed. */
export function filterNames(rows: NamespaceRows, text: string, scope: Scope): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' && scope === 'all') return rows.names;
  return rows.names.filter((name) => {
    const row = rows.byName.get(name);
    if (scope === 'attention' && (!row || !needsAttention(row))) return false;
    if (name.toLowerCase().includes(wanted)) return true;
    const account = row?.account;
    return account ? `${account.name} @${account.username ?? ''}`.toLowerCase().includes(wanted) : false;
  });
}
