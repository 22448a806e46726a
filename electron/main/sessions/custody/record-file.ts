import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isNamespace } from '../../../../shared/session-keys.ts';
import type { Sealer } from '../../files/sealer.ts';
import { accountSchema, epochMs } from '../catalogue/catalogue-file.ts';
import { decodeSessionString, fingerprint } from '../session-string/index.ts';
import { type HeldSecret, type HeldSession, type Stage, unasked, untried } from './held-session.ts';

const recordVersion = 2;

/** The part of a stage that outlives the app: a sign-in that was connected waits, and a conflict is met anew. */
const storedStage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offered') }),
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('superseded') }),
  z.object({ kind: z.literal('wrong-account'), foundAccountId: z.string() }),
]);

export const conditionSchema = z.union([
  z.object({ ifMatch: z.string().min(1) }),
  z.object({ ifNoneMatch: z.literal('*') }),
]);

/** One record on the disk: everything but the session and the phone number can be read without the seal. */
const recordSchema = z.object({
  version: z.literal(recordVersion),
  id: z.string().regex(/^[0-9a-f]{32}$/),
  profileId: z.string(),
  namespace: z.string().refine(isNamespace),
  fingerprint: z.string(),
  dcId: z.number(),
  account: accountSchema.nullable(),
  expectedAccountId: z.string().nullable(),
  since: epochMs,
  condition: conditionSchema,
  stage: storedStage,
  sealed: z.string(),
  sealedPhone: z.string().nullable(),
});

type RecordFile = z.infer<typeof recordSchema>;

/** A changed bit in what stands in clear could bring the session under another name, or over another object. */
const checkedSchema = recordSchema.extend({ check: z.string() });

export type ParsedRecord =
  | { kind: 'record'; file: RecordFile }
  /** Written by a version of the app that this one does not know. */
  | { kind: 'newer' }
  | { kind: 'damaged' };

export function parseRecord(text: string): ParsedRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const parsed = checkedSchema.safeParse(value);
  if (parsed.success) {
    const { check, ...file } = parsed.data;
    return check === checkOf(file) ? { kind: 'record', file } : { kind: 'damaged' };
  }
  const version = z.object({ version: z.number().int().gt(recordVersion) }).safeParse(value);
  return { kind: version.success ? 'newer' : 'damaged' };
}

/** Everything that is on the disk in clear; two equal ones are the same record. */
export function factsOf(session: HeldSession, profileId: string): Omit<RecordFile, 'sealed' | 'sealedPhone'> {
  const { id, namespace, fingerprint, dcId, account, expectedAccountId, since, condition } = session;
  return {
    version: recordVersion,
    id,
    profileId,
    namespace,
    fingerprint,
    dcId,
    account,
    expectedAccountId,
    since,
    condition,
    stage: storedStageOf(session),
  };
}

/** The file's text. What is closed goes to the disk as it came from there. */
export function recordText(session: HeldSession, profileId: string, sealer: Sealer): string {
  const facts = { ...factsOf(session, profileId), ...sealedSecret(session.secret, sealer) };
  // In the schema's own order, as it is read.
  const file = recordSchema.parse(facts);
  return `${JSON.stringify({ ...file, check: checkOf(file) }, null, 2)}\n`;
}

/** The record, closed where its seal cannot be opened now or holds another key than the file says. */
export function readRecord(file: RecordFile, sealer: Sealer): HeldSession {
  const { version: _version, profileId: _profileId, sealed, sealedPhone, stage, ...facts } = file;
  return { ...facts, secret: openSecret(file, sealer), stage: stageOf(stage), unprotected: null };
}

function checkOf(file: RecordFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('hex');
}

export function openSecret(
  { sealed, sealedPhone, fingerprint: told }: Pick<RecordFile, 'sealed' | 'sealedPhone' | 'fingerprint'>,
  sealer: Sealer,
): HeldSecret {
  const text = sealer.open(sealed);
  const decoded = text === null ? null : decodeSessionString(text);
  if (text === null || !decoded?.ok || fingerprint(decoded.session.authKey) !== told)
    return { kind: 'closed', sealed, sealedPhone };
  return { kind: 'open', text, phoneNumber: sealedPhone === null ? null : sealer.open(sealedPhone) };
}

function sealedSecret(secret: HeldSecret, sealer: Sealer): Pick<RecordFile, 'sealed' | 'sealedPhone'> {
  if (secret.kind === 'closed') return { sealed: secret.sealed, sealedPhone: secret.sealedPhone };
  const { text, phoneNumber } = secret;
  return { sealed: sealer.seal(text), sealedPhone: phoneNumber === null ? null : sealer.seal(phoneNumber) };
}

/** Until it is certain that the expected account signed in, the next start asks Telegram who did. */
function storedStageOf({ stage, expectedAccountId }: HeldSession): RecordFile['stage'] {
  if (stage.kind === 'connected' && expectedAccountId !== null) return { kind: 'offered' };
  if (stage.kind === 'wrong-account') return stage;
  if (stage.kind === 'offered' || stage.kind === 'superseded') return { kind: stage.kind };
  return { kind: 'accepted' };
}

function stageOf(stage: RecordFile['stage']): Stage {
  if (stage.kind === 'accepted') return { kind: 'waiting', attempt: untried };
  if (stage.kind === 'offered') return { kind: 'offered', underWay: false, question: unasked };
  if (stage.kind === 'superseded') return { kind: 'superseded' };
  return stage;
}
