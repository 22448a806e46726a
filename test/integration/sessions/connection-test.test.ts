import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/main/sessions/s3/connection-test.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import type { ConnectionReport } from '../../../shared/profiles.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';

const bucket = 'sessions';
let server: PracticeS3;

beforeAll(async () => {
  server = await startS3({ region: 'eu-central-1' });
  await server.createBucket(bucket);
});

afterAll(() => server.stop());

afterEach(() => server.setClockOffsetMs(0));

function test(changes: Partial<S3StoreConfig> = {}): Promise<ConnectionReport> {
  return testConnection({ ...storeConfig(server, bucket), ...changes }, testLimits);
}

/** One word for each line, with the error's code where there is one. */
function linesOf(report: ConnectionReport): Record<string, string> {
  return Object.fromEntries(
    report.checks.map(({ name, outcome, error }) => [name, error ? `${outcome}: ${error.code}` : outcome]),
  );
}

function keys(accessKeyId: string, secretAccessKey: string): Partial<S3StoreConfig> {
  return { credentials: { kind: 'keys', accessKeyId, secretAccessKey } };
}

const allPassed = {
  endpoint: 'passed',
  clock: 'passed',
  region: 'passed',
  credentials: 'passed',
  bucket: 'passed',
  list: 'passed',
  read: 'passed',
};

describe('the connection test', () => {
  it('passes every line for a good profile, and writes nothing', async () => {
    const report = await test();
    expect(linesOf(report)).toEqual(allPassed);
    expect(report.usable).toBe(true);
    expect(await server.listKeys(bucket)).toEqual([]);
  });

  it('calls the connector’s own permissions limited, but usable', async () => {
    const credentials = await server.addPrincipal({ grants: connectorGrants(bucket) });
    const report = await testConnection(storeConfig(server, bucket, credentials), testLimits);
    expect(linesOf(report)).toEqual({
      ...allPassed,
      list: 'limited: store-list-forbidden',
      read: 'limited: store-read-unproved',
    });
    expect(report.usable).toBe(true);
  });

  it('finds that listing is permitted but reading is not', async () => {
    const credentials = await server.addPrincipal({ grants: [{ actions: ['s3:ListBucket'], bucket }] });
    const report = await testConnection(storeConfig(server, bucket, credentials), testLimits);
    expect(linesOf(report)).toEqual({ ...allPassed, read: 'failed: store-forbidden' });
    expect(report.usable).toBe(false);
  });

  it.each([
    ['an unknown access key', () => keys('NOBODY', 'secret'), 'credentials', 'store-access-key-unknown'],
    [
      'a wrong secret key',
      () => keys(server.rootCredentials.accessKeyId, 'secret'),
      'credentials',
      'store-secret-key-wrong',
    ],
    ['a wrong bucket', () => ({ bucket: 'elsewhere' }), 'bucket', 'store-bucket-missing'],
    ['a wrong region', () => ({ region: 'us-west-2' }), 'region', 'store-region-wrong'],
    [
      'an endpoint that does not exist',
      () => ({ endpoint: 'http://no-such-host.invalid' }),
      'endpoint',
      'store-unreachable',
    ],
  ])('names %s, and says nothing of what lies behind it', async (_, changes, line, code) => {
    const report = await test(changes());
    const names = report.checks.map(({ name }) => String(name));
    const at = names.indexOf(line);
    expect(linesOf(report)).toEqual(
      Object.fromEntries(
        names.map((name, index) => {
          if (index === at) return [name, `failed: ${code}`];
          return [name, index < at ? 'passed' : 'skipped'];
        }),
      ),
    );
    expect(report.usable).toBe(false);
  });

  it.each([-20, 20])('finds a clock that is %d minutes off, which the SDK would hide', async (minutes) => {
    await server.setClockOffsetMs(minutes * 60_000);
    const report = await test();
    expect(linesOf(report)).toMatchObject({ endpoint: 'passed', clock: 'failed: store-clock-skew' });
    expect(report.usable).toBe(false);
  });

  it('does not call the clock right where it could not be asked', async () => {
    const credentials = { kind: 'named-profile', awsProfile: 'no-such-profile' } as const;
    const report = await test({ credentials });
    expect(linesOf(report)).toMatchObject({
      endpoint: 'skipped',
      clock: 'skipped',
      credentials: 'failed: store-no-credentials',
    });
  });
});
