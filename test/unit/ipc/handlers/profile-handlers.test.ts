import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { profileHandlers } from '../../../../electron/main/ipc/handlers/profile-handlers.ts';
import { ProfileImports } from '../../../../electron/main/profiles/profile-imports.ts';
import { Profiles, profilesFileSchema } from '../../../../electron/main/profiles/profiles.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { succeeded } from '../../../fixtures/session-store.ts';

const draft: ProfileDraft = {
  name: 'Production',
  colour: 'red',
  endpoint: 'http://localhost:9000',
  region: 'us-east-1',
  bucket: 'production',
  credentials: { kind: 'keys', accessKeyId: 'AKIDEXAMPLE' },
  apiId: 1,
  defaultNamespace: 'teleapp',
};

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let profiles: Profiles;
let pending: Map<string, number>;
let left: number;
/** What happens while the workspace is being left. */
let arrive: () => void;

beforeEach(async () => {
  folder = await temporaryDirectory();
  const file = new JsonFile(join(folder.path, 'profiles.json'), profilesFileSchema, Date.now);
  profiles = new Profiles(file, new MemorySealer(), randomUUID);
  pending = new Map();
  left = 0;
  arrive = () => {};
});

afterEach(() => folder.remove());

const handlers = () =>
  profileHandlers({
    profiles,
    imports: new ProfileImports({}, randomUUID),
    use: {
      reasonToStay: async () => ok(null),
      whileLeft: async (change) => {
        left += 1;
        arrive();
        return change();
      },
    },
    pendingCount: async (id) => pending.get(id) ?? 0,
    forgetData: async () => null,
    chooseFile: async () => null,
    testConnection: async () => ({ usable: true, checks: [] }),
    listAwsProfileNames: async () => [],
  });

function save(id: string | null, changes: Partial<ProfileDraft> = {}) {
  return handlers()['profiles:save']({ id, draft: { ...draft, ...changes }, secrets: {}, importId: null });
}

/** Two profiles with a session that waits in each; the first one is selected. */
async function waiting(): Promise<[selected: string, other: string]> {
  const selected = succeeded(await save(null)).id;
  const other = succeeded(await save(null)).id;
  left = 0;
  for (const id of [selected, other]) pending.set(id, 1);
  return [selected, other];
}

const changes: Partial<ProfileDraft>[] = [
  { endpoint: 'http://localhost:9001' },
  { region: 'eu-central-1' },
  { bucket: 'test' },
  { apiId: 2 },
  { apiId: 0 },
];

describe('a profile whose sessions wait for their store', () => {
  it.each(changes)('keeps its place, selected or not: %o is refused', async (change) => {
    for (const id of await waiting()) {
      expect(await save(id, change)).toEqual(fail('profile-place-in-use', { count: 1 }));
      expect(profiles.find(id)?.draft).toEqual(draft);
    }
    expect(left).toBe(0);
  });

  it('takes another name, colour and other credentials', async () => {
    for (const id of await waiting()) {
      const credentials = { kind: 'keys', accessKeyId: 'AKIDOTHER' } as const;
      expect(await save(id, { name: 'Prod', colour: 'blue', credentials })).toMatchObject({ ok: true });
    }
  });

  it('takes another place once nothing waits any more', async () => {
    for (const id of await waiting()) {
      pending.delete(id);
      expect(await save(id, { bucket: 'test' })).toMatchObject({ ok: true, value: { bucket: 'test' } });
    }
    expect(left).toBe(1);
  });
});

describe('a session that comes in while the selected profile is being left', () => {
  let id: string;

  beforeEach(async () => {
    id = succeeded(await save(null)).id;
    arrive = () => pending.set(id, 1);
  });

  it('keeps the profile at the place that it was meant for', async () => {
    expect(await save(id, { bucket: 'test' })).toEqual(fail('profile-place-in-use', { count: 1 }));
    expect(profiles.find(id)?.draft).toEqual(draft);
  });

  it('keeps the profile from being removed', async () => {
    const removed = await handlers()['profiles:remove']({ id });
    expect(removed).toEqual(fail('profile-has-pending', { count: 1 }));
    expect(profiles.find(id)).toBeDefined();
  });
});
