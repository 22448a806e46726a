import type { DoctorLineName, DoctorReport } from '../../../../shared/doctor.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import type { Logger } from '../../logging/logger.ts';
import type { FoundProtection } from '../s3/overwrite-protection.ts';
import { S3Access } from '../s3/s3-access.ts';
import { defaultS3Limits, type S3Limits, type S3StoreConfig } from '../s3/s3-store-config.ts';
import { apiIdStep, type CheckApiId } from './api-id-step.ts';
import { Examination } from './examination.ts';
import { reportText } from './report-text.ts';
import { storeSteps } from './store-steps.ts';

/** The profile to examine, as it is now. */
export interface Patient {
  profileId: string;
  profileName: string;
  config: S3StoreConfig;
  apiId: number;
  /** Null if Telegram should not be asked. */
  checkApiId: CheckApiId | null;
  /** Called with what the store makes of conditional writes, as soon as that is known. */
  onProtectionFound(found: FoundProtection): void;
}

interface DoctorOptions {
  platform: NodeJS.Platform;
  appVersion: string;
  logger: Logger;
  now(): number;
  onChanged(report: DoctorReport): void;
  limits?: S3Limits;
}

/** Examines one profile at a time and keeps the last report. API_ID 0 has no store and no Telegram: no lines. */
export class Doctor {
  #last: { examination: Examination; patient: Patient } | null = null;

  constructor(private readonly options: DoctorOptions) {}

  /** Ends a run that is still going, and gives the new one's report as it begins. */
  start(patient: Patient): DoctorReport {
    this.cancel();
    const { limits = defaultS3Limits, platform, logger, now, onChanged } = this.options;
    const { config, profileId, apiId, checkApiId, onProtectionFound } = patient;
    // A repeated request would hide a wrong clock, and a write that was refused only the second time.
    const once = { ...limits, maxAttempts: 1 };
    const access = new S3Access(config, once);
    const site = { config, platform };
    const steps = isSynthetic(patient)
      ? []
      : [...storeSteps(access, once, site, onProtectionFound), apiIdStep(apiId, checkApiId, site)];
    const examination = new Examination({ profileId, steps, now, onChanged });
    this.#last = { examination, patient };
    void examination
      .run()
      .catch((error: unknown) => {
        logger.error('doctor failed', { error });
        examination.cancel();
      })
      .finally(() => access.close());
    return examination.report();
  }

  cancel(): void {
    this.#last?.examination.cancel();
  }

  /** The last report as text without secrets; null where none was made. */
  text(): string | null {
    if (!this.#last) return null;
    const { examination, patient } = this.#last;
    return reportText(examination.report(), { ...patient, appVersion: this.options.appVersion });
  }

  /** The last report's text to paste or type for a line; null if it has none. */
  remedyCode(name: DoctorLineName): string | null {
    const line = this.#last?.examination.report().lines.find((other) => other.name === name);
    return line?.remedy?.code ?? null;
  }
}
