import type { Result } from '../../../../shared/result.ts';
import type { ProbeErrorCode } from '../session-prober.ts';
import type { Step } from './examination.ts';
import { type Finding, failed, passed, skipped } from './findings.ts';
import { remedyFor, type Site } from './remedies.ts';

export type CheckApiId = (signal: AbortSignal) => Promise<Result<null, ProbeErrorCode>>;

/** @param check null where nobody asked for it */
export function apiIdStep(apiId: number, check: CheckApiId | null, site: Site): Step {
  const find = async (signal: AbortSignal): Promise<Finding> => {
    if (!check) return skipped('Telegram was not asked.');
    const checked = await check(signal);
    if (!checked.ok) return failed(checked.error, remedyFor(checked.error, site));
    return passed(
      `Telegram answers a client with API_ID ${apiId}. It checks the API hash only when a sign-in begins.`,
    );
  };
  return {
    lines: ['api-id'],
    needs: [],
    run: async (_, signal) => ({ 'api-id': await find(signal) }),
  };
}
