import { once } from 'node:events';
import { openPlainWorkspace, type PlainWorkspace } from '../fixtures/plain-workspace.ts';

/** The sign-in of the process; it says `code`, waits for a line, types the code, and says `done` if it lives so long. */
export interface ChildSettings extends PlainWorkspace {
  namespace: string;
  phone: string;
  code: string;
}

// The parent wrote it; see killed-sign-in.ts.
const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const { attempts, namespaces } = await openPlainWorkspace(settings);
const { namespace, phone, code } = settings;
const started = await attempts.start({ profileId: settings.profile.id, namespace }, () =>
  namespaces.prepareSignIn(namespace, false),
);
if (!started.ok) throw new Error(started.error.code);
const { attemptId } = started.value;
await attempts.act(attemptId, { type: 'choose-method', method: 'phone' });
await attempts.act(attemptId, { type: 'submit-phone', phoneNumber: phone });
console.log('code');
await once(process.stdin, 'data');
const ended = await attempts.act(attemptId, { type: 'submit-code', code });
console.log(ended.ok && ended.value.step.kind === 'done' ? 'done' : 'failed');
