import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { requestSchemas } from '../../../shared/ipc.ts';
import { fuzzRequests } from '../../fixtures/ipc-fuzz.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';

let server: PracticeS3;

beforeAll(async () => {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  server = await startS3();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

it('no payload of 10,000 makes a handler throw, changes a prototype or is answered by anything but a result', async () => {
  const { sent, reached, accepted, answered } = await fuzzRequests(server, 10_000);
  expect(sent).toBe(10_000);
  // They go deep enough to mean something: handlers of all channels are reached, and many do what they are asked.
  expect([...reached].toSorted()).toEqual(Object.keys(requestSchemas).toSorted());
  expect(accepted).toBeGreaterThan(3_000);
  expect(answered.get('ok')).toBeGreaterThan(1_500);
  expect(answered.get('request-invalid')).toBeGreaterThan(1_500);
}, 300_000);
