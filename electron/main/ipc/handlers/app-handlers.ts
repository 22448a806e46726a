import type { AppInfo } from '../../../../shared/ipc.ts';
import { ok } from '../../../../shared/result.ts';
import type { Handlers } from '../requests.ts';

export function appHandlers(describeApp: () => AppInfo): Pick<Handlers, 'app:info'> {
  return {
    'app:info': async () => ok(describeApp()),
  };
}
