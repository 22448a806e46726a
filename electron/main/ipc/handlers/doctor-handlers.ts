import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { CheckApiId } from '../../sessions/doctor/api-id-step.ts';
import type { Doctor, Patient } from '../../sessions/doctor/doctor.ts';
import type { Handlers } from '../requests.ts';

type DoctorChannel = Extract<keyof Handlers, `doctor:${string}`>;

export interface DoctorSubject {
  patient: Omit<Patient, 'checkApiId'>;
  checkApiId: CheckApiId;
}

interface DoctorHandlerParts {
  doctor: Doctor;
  /** The selected profile, or null without one. */
  current(): Promise<DoctorSubject | null>;
  copyText(text: string): void;
}

export function doctorHandlers(parts: DoctorHandlerParts): Pick<Handlers, DoctorChannel> {
  const { doctor, current, copyText } = parts;

  function copy(text: string | null, field: string): Result<null, 'request-invalid'> {
    if (text === null) return fail('request-invalid', { field });
    copyText(text);
    return ok(null);
  }

  return {
    'doctor:run': async ({ telegram }) => {
      const subject = await current();
      if (!subject) return fail('profile-missing');
      return ok(doctor.start({ ...subject.patient, checkApiId: telegram ? subject.checkApiId : null }));
    },

    'doctor:cancel': async () => {
      doctor.cancel();
      return ok(null);
    },

    'doctor:copy-report': async () => copy(doctor.text(), 'report'),

    'doctor:copy-remedy': async ({ line }) => copy(doctor.remedyCode(line), 'line'),
  };
}
