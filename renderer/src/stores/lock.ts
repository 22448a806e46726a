import { create } from 'zustand';
import type { RequestOf } from '../../../shared/ipc.ts';
import type { LockView } from '../../../shared/lock.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';
import { notifyError } from '../components/notify.ts';
import { useApp } from './app.ts';

interface LockState {
  /** Null until main has answered. */
  view: LockView | null;
  load(): Promise<void>;
  /** Locks the app; where no passphrase would open it again, leads to setting one. */
  lockNow(): Promise<void>;
  setPassphrase(change: RequestOf<'lock:set-passphrase'>): Promise<Result<LockView>>;
  configure(idleMinutes: RequestOf<'lock:configure'>['idleMinutes']): Promise<Result<LockView>>;
}

export const useLock = create<LockState>((set) => {
  const keep = async (asked: Promise<Result<LockView>>) => {
    const result = await asked;
    if (result.ok) set({ view: result.value });
    return result;
  };
  return {
    view: null,
    load: async () => void (await keep(request('lock:status', undefined))),
    lockNow: async () => {
      const locked = await request('lock:lock', undefined);
      if (locked.ok || locked.error.code === 'locked') return;
      if (locked.error.code === 'lock-passphrase-missing') useApp.getState().openDialog({ kind: 'lock' });
      else notifyError(locked.error);
    },
    setPassphrase: (change) => keep(request('lock:set-passphrase', change)),
    configure: (idleMinutes) => keep(request('lock:configure', { idleMinutes })),
  };
});
