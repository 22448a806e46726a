import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { doctorPatient } from '../../../electron/main/app/doctor-patient.ts';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import type { Publish } from '../../../electron/main/ipc/events.ts';
import { noAwsEnvironment } from '../../../electron/main/sessions/s3/aws-environment.ts';
import { openBucketWorkspace } from '../../fixtures/bucket-workspace.ts';
import { practiceDoctor } from '../../fixtures/doctor.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';

const profileId = randomUUID();
let server: PracticeS3;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let told: unknown[];
let workspace: Workspace;

const publish: Publish = (name, payload) => {
  if (name === 'protection:changed') told.push(payload);
};

function open(bucket: string): Promise<Workspace> {
  const parts = { userDataFolder: folder.path, sealer: new MemorySealer(), publish };
  return openBucketWorkspace(profileId, server, bucket, parts);
}

async function reopen(bucket: string): Promise<void> {
  await workspace.dispose();
  workspace = await open(bucket);
}

/** @param use the workspace that is in use when the doctor has found out; that of the profile as it is now */
async function examine(use: () => Workspace = () => workspace): Promise<void> {
  const subject = await doctorPatient({ current: async () => workspace, opened: use }, noAwsEnvironment);
  if (!subject) throw new Error('there is a profile');
  const { doctor, ended } = practiceDoctor();
  doctor.start({ ...subject.patient, checkApiId: null });
  await ended;
}

beforeAll(async () => {
  server = await startS3();
  for (const bucket of ['production', 'test']) await server.createBucket(bucket);
});

afterAll(() => server.stop());

beforeEach(async () => {
  folder = await temporaryDirectory();
  told = [];
  workspace = await open('production');
});

afterEach(async () => {
  await server.setWriteConditions('honoured');
  await workspace.dispose();
  await folder.remove();
});

it('is what the doctor finds, told at once and known after a restart', async () => {
  expect(workspace.protection?.state).toBe('untested');
  await server.setWriteConditions('ignored');
  await examine();
  expect(told).toEqual([{ profileId, state: 'off' }]);
  await reopen('production');
  expect(workspace.protection?.state).toBe('off');
  await server.setWriteConditions('honoured');
  await examine();
  expect(told).toEqual([
    { profileId, state: 'off' },
    { profileId, state: 'on' },
  ]);
});

it('is not what the doctor finds about a bucket that the profile no longer names', async () => {
  const edited = await open('test');
  await server.setWriteConditions('ignored');
  await examine(() => edited);
  await edited.dispose();
  await reopen('production');
  expect({ told, state: workspace.protection?.state }).toEqual({ told: [], state: 'untested' });
});

it('stays unknown if the doctor did not get that far', async () => {
  await reopen('nowhere');
  await examine();
  expect(workspace.protection?.state).toBe('untested');
});
