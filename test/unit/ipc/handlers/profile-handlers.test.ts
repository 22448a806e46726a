import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { type ProfileUse, profileHandlers } from '../../../../electron/main/ipc/handlers/profile-handlers.ts';
import { AuthorityChoices } from '../../../../electron/main/profiles/authority-choices.ts';
import { ProfileImports } from '../../../../electron/main/profiles/profile-imports.ts';
import { Profiles, profilesFileSchema } from '../../../../electron/main/profiles/profiles.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import { type Failure, fail, ok } from '../../../../shared/result.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { ScriptedConfirmation } from '../../../fixtures/scripted-confirmation.ts';
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
  production: false,
};

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let profiles: Profiles;
let pending: Map<string, number>;
/** Of counting, where a folder cannot be listed. */
let unreadable: Failure<'file-unreadable'> | null;
let left: number;
/** Runs while the workspace is being left. */
let arrive: () => void;
let operator: ScriptedConfirmation;

beforeEach(async () => {
  folder = await temporaryDirectory();
  const file = new JsonFile(join(folder.path, 'profiles.json'), profilesFileSchema, Date.now);
  profiles = new Profiles(file, new MemorySealer(), randomUUID);
  pending = new Map();
  unreadable = null;
  left = 0;
  arrive = () => {};
  operator = new ScriptedConfirmation();
});

afterEach(() => folder.remove());

const countingUse: ProfileUse = {
  reasonToStay: async () => ok(null),
  whileLeft: async (change) => {
    left += 1;
    arrive();
    return change();
  },
};

const handlers = (use: ProfileUse = countingUse) =>
  profileHandlers({
    profiles,
    imports: new ProfileImports({}, randomUUID, new ManualClock()),
    use,
    pendingCount: async (id) => unreadable ?? ok(pending.get(id) ?? 0),
    forgetData: async () => ok(null),
    chooseFile: async () => null,
    authorities: new AuthorityChoices(randomUUID, Date.now),
    chooseAuthorityFile: async () => null,
    now: Date.now,
    testConnection: async () => ({ usable: true, checks: [] }),
    listAwsProfileNames: async () => [],
    confirm: operator.confirm,
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

  it('takes another place once nothing waits', async () => {
    for (const id of await waiting()) {
      pending.delete(id);
      expect(await save(id, { bucket: 'test' })).toMatchObject({ ok: true, value: { bucket: 'test' } });
    }
    expect(left).toBe(1);
  });
});

it('a profile is neither removed nor moved while nobody can tell what waits in it', async () => {
  for (const id of await waiting()) {
    unreadable = fail('file-unreadable', { file: '/data/custody/p', reason: 'EACCES' });
    expect(await save(id, { bucket: 'test' })).toEqual(unreadable);
    expect(await handlers()['profiles:remove']({ id })).toEqual(unreadable);
    expect(profiles.find(id)?.draft).toEqual(draft);
    expect(await save(id, { name: 'Prod' })).toMatchObject({ ok: true });
    unreadable = null;
    expect(await save(id, { name: draft.name })).toMatchObject({ ok: true });
  }
  expect(profiles.list().profiles).toHaveLength(2);
});

describe('removing a profile', () => {
  it('is confirmed first, with the profile and its place', async () => {
    const { id } = succeeded(await save(null));
    operator.says = 'no';
    expect(await handlers()['profiles:remove']({ id })).toEqual(fail('not-confirmed'));
    expect(profiles.list().profiles).toHaveLength(1);
    const place = 'production in us-east-1 at http://localhost:9000';
    expect(operator.asked).toEqual([{ kind: 'remove-profile', profile: { name: 'Production', place } }]);
    operator.says = 'yes';
    expect(await handlers()['profiles:remove']({ id })).toMatchObject({
      value: { profiles: [], left: null },
    });
  });

  it('is not done where the profile has become another one while the question stood', async () => {
    const { id } = succeeded(await save(null, { name: 'Test' }));
    operator.meanwhile = () => save(id, { name: 'Production' });
    expect(await handlers()['profiles:remove']({ id })).toEqual(fail('conflict-changed'));
    expect(profiles.list().profiles).toMatchObject([{ id, name: 'Production' }]);
  });

  it('is not done where a session has come in while the question stood', async () => {
    const { id } = succeeded(await save(null));
    operator.meanwhile = async () => pending.set(id, 1);
    expect(await handlers()['profiles:remove']({ id })).toEqual(fail('profile-has-pending', { count: 1 }));
    expect(profiles.list().profiles).toHaveLength(1);
  });
});

describe('requests that come at once', () => {
  it('are answered one after another, so that what is opened is what is selected', async () => {
    const [first, second] = [succeeded(await save(null)).id, succeeded(await save(null)).id];
    const log: string[] = [];
    const shared = handlers({
      reasonToStay: async () => ok(null),
      whileLeft: async (change) => {
        log.push('left');
        const changed = await change();
        log.push(`opened ${profiles.list().selectedId}`);
        return changed;
      },
    });
    const request = { id: first, draft: { ...draft, colour: 'blue' as const }, secrets: {}, importId: null };
    await Promise.all([
      shared['profiles:select']({ id: second }),
      shared['profiles:save'](request),
      shared['profiles:select']({ id: first }),
      shared['profiles:remove']({ id: first }),
    ]);
    expect(log).toEqual(['left', `opened ${second}`, 'left', `opened ${first}`, 'left', `opened ${second}`]);
    expect(profiles.list()).toMatchObject({ profiles: [{ id: second }], selectedId: second });
  });

  it('lose none of the profiles that they save', async () => {
    const shared = handlers();
    const request = { id: null, draft, secrets: {}, importId: null };
    const saved = await Promise.all([1, 2, 3].map(() => shared['profiles:save'](request)));
    expect(profiles.list().profiles.map(({ id }) => id)).toEqual(saved.map((one) => succeeded(one).id));
  });
});

describe('profiles that could not be read', () => {
  it('are not listed as none, and nothing is changed', async () => {
    await mkdir(join(folder.path, 'profiles.json'));
    await profiles.load();
    const answers = [
      await handlers()['profiles:list'](undefined),
      await save(null),
      await handlers()['profiles:remove']({ id: randomUUID() }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'file-unreadable' } });
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
