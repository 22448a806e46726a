import { create } from 'zustand';
import type { DoctorLineName, DoctorReport } from '../../../shared/doctor.ts';
import type { AppError, Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface DoctorState {
  /** The last report, of whichever profile it was made for. */
  report: DoctorReport | null;
  error: AppError | null;
  run(telegram: boolean): Promise<void>;
  cancel(): Promise<void>;
  /** Main writes to the clipboard. */
  copyReport(): Promise<Result<null>>;
  copyRemedy(line: DoctorLineName): Promise<Result<null>>;
  apply(report: DoctorReport): void;
  clear(): void;
}

export const useDoctor = create<DoctorState>((set) => ({
  report: null,
  error: null,
  run: async (telegram) => {
    set({ error: null });
    const started = await request('doctor:run', { telegram });
    // What the run finds comes by events, some of which may be here already.
    if (!started.ok) set({ error: started.error });
  },
  cancel: async () => {
    await request('doctor:cancel', undefined);
  },
  copyReport: () => request('doctor:copy-report', undefined),
  copyRemedy: (line) => request('doctor:copy-remedy', { line }),
  apply: (report) => set({ report }),
  clear: () => set({ report: null, error: null }),
}));

export function isRunning(report: DoctorReport | null): boolean {
  return report !== null && report.endedAt === null;
}
