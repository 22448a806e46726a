import type { DoctorLine, DoctorLineName, DoctorOutcome, DoctorRemedy } from '../../../../shared/doctor.ts';
import { describeError } from '../../../../shared/errors.ts';
import type { AppError } from '../../../../shared/result.ts';

/** The result of a line. */
export interface Finding extends Omit<DoctorLine, 'name'> {
  outcome: Exclude<DoctorOutcome, 'waiting' | 'running'>;
}

export type Findings = Partial<Record<DoctorLineName, Finding>>;

export function passed(meaning: string): Finding {
  return { outcome: 'passed', meaning, error: null, remedy: null };
}

export function information(meaning: string, remedy: DoctorRemedy | null = null): Finding {
  return { outcome: 'information', meaning, error: null, remedy };
}

export function limited(meaning: string, error: AppError | null, remedy: DoctorRemedy | null): Finding {
  return { outcome: 'limited', meaning, error, remedy };
}

export function skipped(meaning: string): Finding {
  return { outcome: 'skipped', meaning, error: null, remedy: null };
}

export function meaningOf(error: AppError): string {
  const { title, explanation } = describeError(error);
  return `${title}. ${explanation}`;
}

export function failed(error: AppError, remedy: DoctorRemedy, meaning = meaningOf(error)): Finding {
  return { outcome: 'failed', meaning, error, remedy };
}
