import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isNamespace } from '../../../../shared/session-keys.ts';
import { codeOf } from '../../files/file-errors.ts';
import { readTextFile } from '../../files/read-text-file.ts';
import type { Sealer } from '../../files/sealer.ts';
import { accountSchema, epochMs } from '../catalogue/catalogue-file.ts';
import { type AsideFile, asideFile, unreadableFolder } from './aside-file.ts';
import { type HeldSession, isSameKey, type Stage, unasked, untried } from './held-session.ts';
import { conditionSchema, openSecret } from './record-file.ts';

const entryName = /^[0-9a-f]{64}\.json$/;
const temporaryName = /^[0-9a-f]{64}\.json\.(?:[0-9a-f-]+\.)?tmp$/;
const asideName = /^[0-9a-f]{64}\.json\..+\.(?:kept|damaged)$/;

/** Whether a file of the first version may hold a session that is nowhere else. */
export function mayHoldOldSession(name: string): boolean {
  return [entryName, temporaryName, asideName].some((form) => form.test(name));
}

/** Keys that Telegram was about to be asked to sign in had a folder of their own. */
export const attemptsFolder = 'attempts';

const oldFileSchema = z.object({
  version: z.literal(1),
  profileId: z.string(),
  /** Of a key in the folder of attempts: the namespace, a slash and the fingerprint. */
  namespace: z.string().refine((slot) => isNamespace(namespaceIn(slot))),
  fingerprint: z.string(),
  dcId: z.number(),
  account: accountSchema.nullable(),
  journaledAt: epochMs,
  condition: conditionSchema.nullable(),
  sealed: z.string(),
  sealedPhone: z.string().nullable(),
});

type OldFile = z.infer<typeof oldFileSchema>;

/** A session as the first version kept it; its files stay until the record has taken their place. */
interface OldRecord {
  session: HeldSession;
  /** The one that counts is the last. */
  paths: string[];
}

interface Found {
  records: OldRecord[];
  aside: AsideFile[];
}

/** Everything that the first version of the app left of a profile, which is moved nowhere and removed by nobody here. */
export async function readVersionOne(
  directory: string,
  { profileId, sealer }: { profileId: string; sealer: Sealer },
): Promise<Found> {
  const found: Found = { records: [], aside: [] };
  for (const folder of ['', attemptsFolder]) {
    const path = join(directory, folder);
    const names = await readdir(path).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') found.aside.push(unreadableFolder(`${folder}/.`, path, error));
      return [];
    });
    for (const name of names.filter(mayHoldOldSession)) await readInto(found, join(path, name), folder, name);
  }
  return { ...found, records: withoutTwins(found.records) };

  async function readInto(into: Found, path: string, folder: string, name: string): Promise<void> {
    const shown = folder === '' ? name : `${folder}/${name}`;
    const read = await readTextFile(path);
    if (read.kind === 'absent') return;
    if (read.kind === 'unreadable') {
      into.aside.push(await asideFile({ name: shown, path, kind: 'unreadable', failure: read.reason }));
      return;
    }
    const file = parseOldFile(read.text);
    // A torn file that was never renamed was never told to be kept.
    if (!file && temporaryName.test(name)) return;
    if (!file) into.aside.push(await asideFile({ name: shown, path, kind: 'damaged' }));
    else if (file.profileId !== profileId || !name.startsWith(oldFileName(file.namespace)))
      into.aside.push(
        await asideFile({
          name: shown,
          path,
          kind: 'foreign',
          session: sessionOf(file, sealer, { kind: 'superseded' }),
        }),
      );
    else into.records.push({ paths: [path], session: sessionOf(file, sealer, stageOf(folder, name)) });
  }
}

/**
 * A session whose name was changed may stand under both names, and one that was just accepted in both folders: stored twice,
 * two connectors would end it. The file that knows more of it counts and, of two such, the newer one.
 */
function withoutTwins(records: readonly OldRecord[]): OldRecord[] {
  const kept: OldRecord[] = [];
  for (const record of records.toSorted(
    (a, b) => rank(b.session) - rank(a.session) || b.session.since - a.session.since,
  )) {
    const twin = kept.find(({ session }) => isSameKey(session, record.session));
    if (twin) twin.paths.unshift(...record.paths);
    else kept.push(record);
  }
  return kept;
}

/** A slot of the folder of attempts is a namespace, a slash and a fingerprint. */
function namespaceIn(slot: string): string {
  return slot.split('/', 1)[0] ?? slot;
}

function rank({ stage: { kind } }: HeldSession): number {
  return ['offered', 'superseded', 'waiting'].indexOf(kind);
}

/** Null for a text that is no entry of the first version. */
export function parseOldFile(text: string): OldFile | null {
  try {
    return oldFileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The same name for the same file at every start, whether its seal can be opened or not. */
function idOf({ namespace, sealed }: OldFile): string {
  return createHash('sha256').update(`${namespace} ${sealed}`).digest('hex').slice(0, 32);
}

function sessionOf(file: OldFile, sealer: Sealer, stage: Stage): HeldSession {
  const { namespace, fingerprint, dcId, account, journaledAt, condition } = file;
  return {
    id: idOf(file),
    namespace: namespaceIn(namespace),
    fingerprint,
    dcId,
    secret: openSecret(file, sealer),
    account,
    expectedAccountId: null,
    since: journaledAt,
    // Where nothing could be read before it came, it may replace nothing.
    condition: condition ?? { ifNoneMatch: '*' },
    stage,
    unprotected: null,
  };
}

function stageOf(folder: string, name: string): Stage {
  if (folder === attemptsFolder) return { kind: 'offered', underWay: false, question: unasked };
  return asideName.test(name) ? { kind: 'superseded' } : { kind: 'waiting', attempt: untried };
}

/** A namespace may hold characters that no file name can, so files were named by its SHA-256. */
function oldFileName(namespace: string): string {
  return `${createHash('sha256').update(namespace).digest('hex')}.json`;
}
