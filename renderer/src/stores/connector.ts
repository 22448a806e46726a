import { create } from 'zustand';
import type { AppError, Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface ConnectorState {
  /** Whose lines are shown. */
  namespace: string | null;
  /** Lines of the connector's `.env`, with placeholders where secrets belong. */
  lines: readonly string[];
  error: AppError | null;
  load(namespace: string): Promise<void>;
  copy(namespace: string, withSecrets: boolean): Promise<Result<null>>;
}

export const useConnector = create<ConnectorState>((set, get) => ({
  namespace: null,
  lines: [],
  error: null,
  load: async (namespace) => {
    set({ namespace, lines: [], error: null });
    const result = await request('connector:env', { namespace });
    if (get().namespace !== namespace) return;
    set(result.ok ? { lines: result.value.lines } : { error: result.error });
  },
  copy: (namespace, withSecrets) => request('connector:copy-env', { namespace, withSecrets }),
}));
