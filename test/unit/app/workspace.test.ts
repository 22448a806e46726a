import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Workspace } from '../../../electron/main/app/workspace.ts';
import { silentLogger } from '../../fixtures/silent-logger.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a disk that hangs keeps nobody in a profile, and what can be closed is closed', async () => {
  const disposed: string[] = [];
  const hang = (name: string) => () => {
    disposed.push(name);
    return new Promise<void>(() => {});
  };
  const onChanged = () => () => {};
  const services = {
    profile: { id: 'a' },
    namespaces: { onChanged, onDetail: onChanged, dispose: hang('namespaces') },
    held: { pending: { onChanged } },
    protection: null,
    safeguards: { watch: { dispose: hang('watch') } },
  };
  type Services = ConstructorParameters<typeof Workspace>[0];
  // What leaving uses.
  const workspace = new Workspace(services as unknown as Services, () => {}, silentLogger);
  let isLeft = false;
  const leaving = workspace.dispose().then(() => {
    isLeft = true;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([isLeft, disposed]).toEqual([true, ['watch', 'namespaces']]);
  await leaving;
});
