import { useState } from 'react';
import type { AppError } from '../../../../shared/result.ts';
import { useFiles } from '../../stores/files.ts';
import { loadStores } from '../../stores/load.ts';
import { useProfiles } from '../../stores/profiles.ts';

/** Has the app's files read anew, then all that the window shows of them. */
export function useTryAgain() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const tryAgain = async () => {
    setBusy(true);
    const result = await useFiles.getState().tryAgain();
    if (result.ok) {
      await loadStores();
      await useProfiles.getState().reload();
    }
    setBusy(false);
    setFailure(result.ok ? null : result.error);
  };
  return { busy, failure, tryAgain: () => void tryAgain() };
}
