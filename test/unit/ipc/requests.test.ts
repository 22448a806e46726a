import { expect, test } from 'vitest';
import { type Handlers, serveRequests } from '../../../electron/main/ipc/requests.ts';
import type { Logger } from '../../../electron/main/logging/logger.ts';
import { type Channel, requestSchemas } from '../../../shared/ipc.ts';
import { ok } from '../../../shared/result.ts';
import { draft as sampleDraft } from '../../fixtures/sample-profile.ts';

type Listener = Parameters<Parameters<typeof serveRequests>[0]['handle']>[1];

const trusted = { trusted: true } as unknown as Parameters<Listener>[0]; // only the sender check looks at it
const foreign = { senderFrame: { url: 'https://example.org/' } } as unknown as Parameters<Listener>[0];

function setUp(
  overrides: Partial<Handlers> = {},
  built: Promise<unknown> = Promise.resolve(),
  isLocked = () => false,
) {
  const listeners = new Map<string, Listener>();
  const reached: { channel: string; request: unknown }[] = [];
  const logged: string[] = [];
  const log = (event: string, fields?: object) => logged.push(event + JSON.stringify(fields));
  const logger: Logger = { info: log, warn: log, error: log };
  const record = (channel: string) => async (request: unknown) => {
    reached.push({ channel, request });
    return ok(null);
  };
  const channels = Object.keys(requestSchemas);
  // Every channel is answered by the same recorder, so their different response types do not matter here.
  const recorders = Object.fromEntries(
    channels.map((channel) => [channel, record(channel)]),
  ) as unknown as Handlers;
  serveRequests(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    built.then(() => ({ ...recorders, ...overrides })),
    (event) => event === trusted,
    logger,
    isLocked,
  );
  const ask = (channel: Channel, payload?: unknown, event = trusted) =>
    listeners.get(channel)?.(event, payload);
  return { ask, listeners, logged, reached };
}

const savedProfile = { id: null, draft: sampleDraft, secrets: {}, importId: null };

test('a complete profile is taken', async () => {
  const { ask, reached } = setUp();
  await ask('profiles:save', savedProfile);
  expect(reached).toMatchObject([{ channel: 'profiles:save', request: savedProfile }]);
});

test('every channel of the contract is served', () => {
  expect([...setUp().listeners.keys()].toSorted()).toEqual(Object.keys(requestSchemas).toSorted());
});

test('a well-formed request reaches its handler, parsed', async () => {
  const { ask, reached } = setUp();
  expect(await ask('namespaces:open', { namespace: 'teleapp', extra: 1 })).toEqual({ ok: true, value: null });
  expect(reached).toEqual([{ channel: 'namespaces:open', request: { namespace: 'teleapp' } }]);
});

test('a request that comes before there are handlers waits for them', async () => {
  let build = () => {};
  const built = new Promise<void>((resolve) => {
    build = resolve;
  });
  const { ask, reached } = setUp({}, built);
  const answer = ask('namespaces:open', { namespace: 'teleapp' });
  await Promise.resolve();
  expect(reached).toEqual([]);
  build();
  expect(await answer).toEqual({ ok: true, value: null });
});

test('a foreign sender is refused aloud and reaches nothing', async () => {
  const { ask, logged, reached } = setUp();
  expect(await ask('app:info', undefined, foreign)).toEqual({ ok: false, error: { code: 'sender-refused' } });
  expect(reached).toEqual([]);
  expect(logged.join()).toContain('https://example.org/');
});

test('while the app is locked every channel but the unlocking is refused, whatever it is sent', async () => {
  const { ask, reached } = setUp({}, Promise.resolve(), () => true);
  for (const channel of Object.keys(requestSchemas) as Channel[]) {
    if (channel === 'lock:status' || channel === 'lock:unlock') continue;
    expect(await ask(channel), channel).toEqual({ ok: false, error: { code: 'locked' } });
  }
  expect(reached).toEqual([]);
  expect(await ask('lock:status')).toMatchObject({ ok: true });
  expect(await ask('lock:unlock', { passphrase: 'a' })).toMatchObject({ ok: true });
});

test('an answer that is ready only after the app was locked is not given', async () => {
  let locked = false;
  const open = async () => {
    locked = true;
    return ok([]);
  };
  const { ask } = setUp({ 'profiles:aws-names': open }, Promise.resolve(), () => locked);
  expect(await ask('profiles:aws-names')).toEqual({ ok: false, error: { code: 'locked' } });
});

const shown = { namespace: 'a', fingerprint: 'd9c76fa3' };

test.each<[string, Channel, unknown]>([
  ['nothing if an object is asked for', 'namespaces:open', undefined],
  ['a number as a name', 'namespaces:open', { namespace: 7 }],
  ['an empty name', 'namespaces:open', { namespace: '' }],
  ['a megabyte as a name', 'namespaces:open', { namespace: 'a'.repeat(1_000_000) }],
  ['an id that is no UUID', 'sign-in:close', { attemptId: '../../etc/passwd' }],
  ['no passphrase in place of a forgotten one', 'vault:replace-forgotten', { confirmation: 'I forgot it' }],
  ['an empty passphrase', 'vault:unlock', { passphrase: '' }],
  ['an export to a place of the window’s own', 'pending:export', { ...shown, to: '/etc/passwd' }],
  ['a discard of no session in particular', 'pending:discard', { namespace: 'a' }],
  ['a discard at quitting of no sessions in particular', 'quit:answer', { choice: 'discard' }],
  ['a discard of a leftover that does not say what was seen', 'leftovers:discard', { id: 'file:a.damaged' }],
  [
    'a leftover brought back by something that is no fingerprint',
    'leftovers:bring-back',
    { id: 'file:a.damaged', fingerprint: '../../etc/passwd' },
  ],
  [
    'a leftover exported to a place of the window’s own',
    'leftovers:export',
    { id: 'file:a.damaged', fingerprint: null, to: '/etc/passwd' },
  ],
  ['a question about no sign-in in particular', 'leftovers:ask', { fingerprint: '0a1b2c3d' }],
  ['a file read again that does not say what was seen', 'leftovers:read-again', { id: 'file:a.damaged' }],
  ['an unknown action', 'sign-in:act', { attemptId: crypto.randomUUID(), action: { type: 'sudo' } }],
  ['a check of nothing in particular', 'namespaces:check-now', {}],
  [
    'an API ID that is not a number',
    'profiles:save',
    { id: null, draft: { apiId: '12' }, secrets: {}, importId: null },
  ],
  [
    'a CA file that the window wrote itself',
    'profiles:save',
    { ...savedProfile, authority: '-----BEGIN CERTIFICATE-----' },
  ],
  [
    'a proxy with its credentials in its address',
    'profiles:test',
    {
      ...savedProfile,
      draft: { ...sampleDraft, proxy: { address: 'http://user:secret@proxy:3128', signsIn: true } },
    },
  ],
  [
    'a KMS key with a line break',
    'profiles:save',
    { ...savedProfile, draft: { ...sampleDraft, encryption: { kind: 'aws:kms', keyId: 'a\nb' } } },
  ],
  ['a CA file by its path', 'profiles:choose-authority', { path: '/etc/passwd' }],
  [
    'a decision that does not say about which object',
    'conflict:resolve',
    { ...shown, choice: { kind: 'put-ours' } },
  ],
  ['a decision nobody offered', 'conflict:resolve', { ...shown, etag: null, choice: { kind: 'merge' } }],
  [
    'a version of a source that there is not',
    'history:restore',
    { namespace: 'a', source: 'disk', id: '../../etc/passwd', etag: null },
  ],
  ['a restore over no object in particular', 'watch:restore', { namespace: 'a' }],
  ['a decision of no ETag at all', 'conflict:resolve', { ...shown, etag: '', choice: { kind: 'put-ours' } }],
  ['an ETag that begins another header', 'watch:restore', { namespace: 'a', etag: '"a"\r\nX-Other: 1' }],
  [
    'a page of the history by something that is no id',
    'history:list',
    { namespace: 'a', continuation: 'a\nb' },
  ],
  ['a leftover by a path', 'leftovers:ask', { id: 'file:../../etc/passwd', fingerprint: null }],
  ['a name with a slash for another namespace', 'pending:save-as', { ...shown, target: 'a/b' }],
  ['secrets by default', 'connector:copy-env', { namespace: 'a' }],
  ['something if nothing is asked for', 'profiles:list', { all: true }],
  ['a remedy of a line that the doctor does not have', 'doctor:copy-remedy', { line: 'secrets' }],
])('%s is refused before any handler sees it', async (_, channel, payload) => {
  const { ask, reached } = setUp();
  expect(await ask(channel, payload)).toMatchObject({ ok: false, error: { code: 'request-invalid' } });
  expect(reached).toEqual([]);
});

/** Where a channel takes a namespace: a path into its payload. */
const namespaceFields = (Object.keys(requestSchemas) as Channel[]).flatMap((channel) => {
  const schema = requestSchemas[channel];
  const fields = 'shape' in schema ? Object.keys(schema.shape) : [];
  return fields
    .filter((field) => field === 'namespace' || field === 'target')
    .map((field) => [channel, field] as const);
});

test.each(namespaceFields)('%s takes as %s only what a bucket may hold', (channel, field) => {
  const refusals = (value: unknown) =>
    (requestSchemas[channel].safeParse({ [field]: value }).error?.issues ?? []).filter(
      ({ path }) => path[0] === field,
    );
  for (const name of ['', 'a/b', '../x', '.connector-admin', '\ud800', 'x'.repeat(1_004), 7, null, {}, ['a']])
    expect(refusals(name), JSON.stringify(name)).not.toEqual([]);
  for (const name of ['teleapp', 'ünïcode name 🛰', 'line\nbreak', 'a\u202eb'])
    expect(refusals(name)).toEqual([]);
});

test('all channels that take a namespace are among them', () => {
  const channels = new Set(namespaceFields.map(([channel]) => channel));
  expect(channels.size).toBeGreaterThanOrEqual(20);
  for (const channel of [
    'connector:env',
    'connector:copy-env',
    'namespaces:copy-uri',
    'pending:save-as',
  ] as const)
    expect(channels).toContain(channel);
});

test('a refused payload is logged by its field’s name, never by its value', async () => {
  const { ask, logged } = setUp();
  await ask('sign-in:act', {
    attemptId: 'hunter2',
    action: { type: 'submit-password', password: 'hunter2' },
  });
  expect(logged.join()).toContain('attemptId');
  expect(logged.join()).not.toContain('hunter2');
});

test('an exception in a handler is shown as a bug with a reference into the log', async () => {
  const { ask, logged } = setUp({
    'app:info': async () => {
      throw new Error('out of cheese');
    },
  });
  const answer = await ask('app:info');
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(logged.join()).toContain(answer.error.params.reference);
});
