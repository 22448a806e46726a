import {
  type DoctorLineName,
  type DoctorReport,
  doctorLines,
  doctorLineTitles,
} from '../../../../shared/doctor.ts';
import { type Finding, type Findings, skipped } from './findings.ts';

/** One request or a few that belong together, and the lines that they decide. */
export interface Step {
  lines: readonly DoctorLineName[];
  /** Lines that must have passed; otherwise this step is left out. */
  needs: readonly DoctorLineName[];
  /**
   * Never rejects; what comes after the signal fired is not used. A line without a finding stands behind a failed one.
   */
  run(hasPassed: (line: DoctorLineName) => boolean, signal: AbortSignal): Promise<Findings>;
}

interface ExaminationOptions {
  profileId: string;
  steps: readonly Step[];
  now(): number;
  /** Called with a copy whenever a line changes. */
  onChanged(report: DoctorReport): void;
}

function behind(line: DoctorLineName): Finding {
  return skipped(`“${doctorLineTitles[line]}” has to pass first.`);
}

/** One run of the doctor: goes through its steps and keeps the report. */
export class Examination {
  readonly #stop = new AbortController();
  #report: DoctorReport;

  constructor(private readonly options: ExaminationOptions) {
    const decided = new Set(options.steps.flatMap(({ lines }) => lines));
    this.#report = {
      profileId: options.profileId,
      startedAt: options.now(),
      endedAt: null,
      cancelled: false,
      lines: doctorLines
        .filter((name) => decided.has(name))
        .map((name) => ({ name, outcome: 'waiting', meaning: '', error: null, remedy: null })),
    };
  }

  report(): DoctorReport {
    return structuredClone(this.#report);
  }

  async run(): Promise<void> {
    for (const step of this.options.steps) {
      await this.#take(step);
      if (this.#stop.signal.aborted) return;
    }
    this.#change({ endedAt: this.options.now() });
  }

  /** The lines that are not known yet stay so. */
  cancel(): void {
    if (this.#report.endedAt !== null) return;
    this.#stop.abort();
    const open = this.#report.lines.filter(({ outcome }) => outcome === 'waiting' || outcome === 'running');
    const cancelled = skipped('Cancelled before this was known.');
    this.#settle(open.map(({ name }) => [name, cancelled]));
    this.#change({ endedAt: this.options.now(), cancelled: true });
  }

  async #take({ lines, needs, run }: Step): Promise<void> {
    const missing = needs.find((name) => !this.#hasPassed(name));
    if (missing !== undefined) {
      this.#settle(lines.map((name) => [name, behind(missing)]));
      return;
    }
    this.#mark(lines);
    const findings = await run((name) => this.#hasPassed(name), this.#stop.signal);
    if (this.#stop.signal.aborted) return;
    const failed = lines.find((name) => findings[name]?.outcome === 'failed');
    for (const name of lines) this.#settle([[name, findings[name] ?? behind(failed ?? name)]]);
  }

  #hasPassed(name: DoctorLineName): boolean {
    return this.#report.lines.some((line) => line.name === name && line.outcome === 'passed');
  }

  #mark(names: readonly DoctorLineName[]): void {
    const lines = this.#report.lines.map((line) =>
      names.includes(line.name) ? { ...line, outcome: 'running' as const } : line,
    );
    this.#change({ lines });
  }

  #settle(found: readonly (readonly [DoctorLineName, Finding])[]): void {
    const findings = new Map(found);
    const lines = this.#report.lines.map((line) => ({ ...line, ...findings.get(line.name) }));
    this.#change({ lines });
  }

  #change(part: Partial<DoctorReport>): void {
    this.#report = { ...this.#report, ...part };
    this.options.onChanged(this.report());
  }
}
