import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { probeConditionalWrites } from '../../../electron/main/sessions/s3/probe-conditional-writes.ts';
import { S3Access } from '../../../electron/main/sessions/s3/s3-access.ts';
import { fail, ok } from '../../../shared/result.ts';
import { examine, patientOf, practiceDoctor, whenRunning } from '../../fixtures/doctor.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';

const bucket = 'doctor-runs';
let server: PracticeS3;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startS3();
  proxy = await startFaultProxy(server.endpoint);
  await server.createBucket(bucket);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

beforeEach(() => proxy.clearRules());
afterEach(() => server.setWriteConditions('honoured'));

function throughProxy() {
  return { ...storeConfig(server, bucket), endpoint: proxy.endpoint };
}

describe('a run of the doctor', () => {
  it('can be cancelled while the store hangs, and says of what it did not learn that it was cancelled', async () => {
    proxy.addRule({ method: 'PUT', fault: { kind: 'hang' } });
    const { doctor, reports, ended } = practiceDoctor();
    doctor.start(patientOf(throughProxy()));
    await expect
      .poll(() => reports.at(-1)?.lines.find(({ name }) => name === 'put-object')?.outcome)
      .toBe('running');
    doctor.cancel();
    const report = await ended;
    expect(report.cancelled).toBe(true);
    expect(report.lines.find(({ name }) => name === 'bucket')?.outcome).toBe('passed');
    expect(report.lines.find(({ name }) => name === 'put-object')).toMatchObject({
      outcome: 'skipped',
      meaning: expect.stringContaining('Cancelled'),
    });
    expect(reports.at(-1)).toEqual(report);
  });

  it('stops what is under way when it is cancelled', async () => {
    const asked: AbortSignal[] = [];
    const checkApiId = (signal: AbortSignal) => {
      asked.push(signal);
      return new Promise<never>(() => {});
    };
    const { doctor, ended } = practiceDoctor();
    doctor.start(patientOf({ ...throughProxy(), bucket: 'elsewhere' }, { checkApiId }));
    await expect.poll(() => asked.length).toBe(1);
    doctor.cancel();
    expect((await ended).cancelled).toBe(true);
    expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('gives way to the next run, and says nothing more', async () => {
    const { doctor, reports } = practiceDoctor();
    const hung = proxy.addRule({ method: 'GET', times: 1, fault: { kind: 'hang' } });
    doctor.start(patientOf(throughProxy(), { profileName: 'first' }));
    await expect.poll(() => hung.hits).toBe(1);
    const before = reports.length;
    doctor.start(patientOf(throughProxy(), { profileId: 'second' }));
    await expect
      .poll(() => reports.at(-1))
      .toMatchObject({ profileId: 'second', endedAt: expect.any(Number) });
    const ofFirst = reports.slice(before).filter(({ profileId }) => profileId !== 'second');
    expect(ofFirst.at(-1)).toMatchObject({ cancelled: true });
    expect(reports.at(-1)?.cancelled).toBe(false);
  });

  it('has words for a store that has a problem half way', async () => {
    proxy.addRule({ method: 'PUT', times: 1, fault: { kind: 'status', status: 503, code: 'SlowDown' } });
    const { outcomes, line } = await examine(throughProxy());
    expect(outcomes['put-object']).toBe('failed: store-unavailable');
    expect(line('put-object').remedy?.action).toMatch(/try again/i);
  });

  it('does not take a store that refuses every write for one that refuses conditions', async () => {
    const fault = { kind: 'status', status: 501, code: 'NotImplemented' } as const;
    const onReport = whenRunning('conditional-writes', () => proxy.addRule({ method: 'PUT', fault }));
    const { outcomes, line } = await examine(throughProxy(), {}, onReport);
    expect(outcomes['put-object']).toBe('passed');
    expect(outcomes['conditional-writes']).toBe('failed: store-not-implemented');
    expect(line('conditional-writes').meaning).toContain('501');
  });

  it('finds a store that refuses the SDK’s checksums, and knows what helps a connector', async () => {
    const fault = { kind: 'status', status: 400, code: 'InvalidRequest' } as const;
    const onReport = whenRunning('checksums', () => proxy.addRule({ method: 'PUT', fault }));
    const { line } = await examine(throughProxy(), {}, onReport);
    expect(line('checksums').outcome).toBe('information');
    expect(line('checksums').remedy?.code).toContain('AWS_REQUEST_CHECKSUM_CALCULATION=when_required');
  });
});

describe('the API ID', () => {
  it.each([
    ['passed', ok(null)],
    ['failed: api-id-invalid', fail('api-id-invalid')],
    ['failed: telegram-unreachable', fail('telegram-unreachable')],
  ])('comes out as %s, whatever the store says', async (outcome, answer) => {
    const config = { ...storeConfig(server, bucket), bucket: 'elsewhere' };
    const { outcomes } = await examine(config, { checkApiId: async () => answer });
    expect(outcomes).toMatchObject({ bucket: 'failed: store-bucket-missing', 'api-id': outcome });
  });
});

describe('the report as text', () => {
  it('has every line and the fix, and no key', async () => {
    const config = { ...storeConfig(server, bucket), region: 'us-west-2' };
    const { doctor, line } = await examine(config);
    const text = doctor.text() ?? '';
    expect(text).toContain('[Failed] Region: ');
    expect(text).toContain('    us-east-1\n');
    expect(text).toContain('[Not checked] Overwrite protection');
    expect(text).toContain(bucket);
    expect(text).not.toContain(server.rootCredentials.secretAccessKey);
    expect(text).not.toContain(server.rootCredentials.accessKeyId);
    expect(doctor.remedyCode('region')).toBe(line('region').remedy?.code);
    expect(doctor.remedyCode('bucket')).toBeNull();
  });

  it('is not there before the first run', () => {
    expect(practiceDoctor().doctor.text()).toBeNull();
  });
});

describe('the probe of conditional writes by itself', () => {
  async function probe(): Promise<unknown> {
    const config = throughProxy();
    const access = new S3Access(config, testLimits);
    try {
      return await probeConditionalWrites({ access, config });
    } finally {
      access.close();
    }
  }

  it('says on, with and without an object from before', async () => {
    expect(await probe()).toEqual(ok('on'));
    expect(await probe()).toEqual(ok('on'));
  });

  it('says off where both conditions are ignored', async () => {
    await server.setWriteConditions('ignored');
    expect(await probe()).toEqual(ok('off'));
  });

  it('says refused where both conditions are answered with 501, and writes without them go through', async () => {
    await server.setWriteConditions('refused');
    expect(await probe()).toEqual(ok('refused'));
  });

  it('does not take one answer of 501, which a fault can give too, for a refusal', async () => {
    await probe();
    proxy.addRule({
      method: 'PUT',
      times: 1,
      fault: { kind: 'status', status: 501, code: 'NotImplemented' },
    });
    expect(await probe()).toEqual(ok('on'));
  });

  it('says why it could not find out', async () => {
    proxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
    expect(await probe()).toMatchObject({ ok: false, error: { code: 'store-forbidden' } });
  });
});
