import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fuzzRequests } from '../fixtures/ipc-fuzz.ts';
import { type PracticeS3, startS3 } from '../fixtures/s3.ts';

let server: PracticeS3;

beforeAll(async () => {
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  server = await startS3();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

it('no payload of 100,000 makes a handler throw, changes a prototype or is answered by anything but a result', async () => {
  const { sent, answered } = await fuzzRequests(server, 100_000);
  expect(sent).toBe(100_000);
  console.log(Object.fromEntries([...answered].toSorted(([, one], [, other]) => other - one)));
});
