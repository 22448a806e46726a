import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { AttemptedKeys } from '../journal/attempted-keys.ts';
import type { SignedInAccount } from '../session-prober.ts';
import { encodeTelethon, fingerprint, type SessionData } from '../session-string/index.ts';
import type { WriteCondition } from '../store/session-store.ts';
import { conditionOf } from '../store/stored-snapshot.ts';
import type { OpenSessions } from './open-sessions.ts';

export interface SignInPreparation {
  purpose: 'sign-in' | 're-authenticate';
  /** Complete, for filling in the wizard; null where none is known. */
  knownPhoneNumber: string | null;
}

export interface StoredSignIn {
  fingerprint: string;
  uri: string;
}

export interface SignInStorageParts {
  sessions: OpenSessions;
  catalogue: NamespaceCatalogue;
  attempted: AttemptedKeys;
  uriOf: (namespace: string) => string;
  /** Keeps a copy of an unsaved session that a newer one takes the place of. */
  keepCopy: (namespace: string, text: string) => Promise<void>;
}

/** Where a sign-in gets its permission to replace an object, and where it leaves the new session. */
export class SignInStorage {
  /** What each prepared sign-in may replace: only what the operator saw when it began. */
  private readonly permitted = new Map<string, WriteCondition>();

  constructor(private readonly parts: SignInStorageParts) {}

  /**
   * Reads the object anew. Fails with `saving-blocked` where it cannot be read, with `namespace-occupied` where
   * something would be replaced without a confirmation, with `namespace-unsaved` where that is an unsaved or a
   * sealed session.
   */
  async prepare(namespace: string, replaceExisting: boolean): Promise<Result<SignInPreparation>> {
    const { sessions, catalogue } = this.parts;
    if (sessions.manager(namespace).unsaved && !replaceExisting)
      return fail('namespace-unsaved', { namespace });
    const loaded = await sessions.load(namespace);
    if (!loaded.ok) return fail('saving-blocked');
    const stored = loaded.value.object?.fingerprint ?? null;
    if (sessions.hasJournaled(namespace, stored) && !replaceExisting)
      return fail('namespace-unsaved', { namespace });
    const occupied = loaded.value.state === 'present' || loaded.value.state === 'damaged';
    if (occupied && !replaceExisting) return fail('namespace-occupied', { namespace });
    catalogue.remember(namespace);
    this.permitted.set(namespace, conditionOf(loaded.value));
    return ok({
      purpose: occupied ? 're-authenticate' : 'sign-in',
      knownPhoneNumber: catalogue.phoneNumber(namespace),
    });
  }

  /** Keeps a key that may be signed in, with what its session may replace. */
  anticipate(namespace: string, key: SessionData): Promise<void> {
    return this.parts.attempted.anticipate(namespace, key, this.permitted.get(namespace) ?? null);
  }

  /** The sign-in was left, and Telegram has not accepted it. */
  abandon(namespace: string): Promise<void> {
    return this.parts.attempted.forget(namespace);
  }

  /** The sign-in was left before Telegram answered: a session that it accepted becomes an unsaved one. */
  async resolve(namespace: string): Promise<void> {
    this.parts.attempted.resolveLeft(namespace);
  }

  /** Takes the session over and saves it. Where that fails it stays unsaved, and the same call tries again. */
  async store(
    namespace: string,
    authorization: SessionData,
    account: SignedInAccount,
    onWritten?: () => void,
  ): Promise<Result<StoredSignIn>> {
    const { sessions, uriOf } = this.parts;
    const permission = this.permitted.get(namespace);
    const session = await this.take(namespace, authorization, account);
    sessions.release(namespace);
    const storing = { fingerprint: fingerprint(session.authKey), uri: uriOf(namespace) };
    const saved = await sessions.save(namespace, onWritten);
    if (!saved.ok) return saved;
    await this.parts.attempted.forget(namespace);
    // A sign-in that began meanwhile has a permission of its own.
    if (this.permitted.get(namespace) === permission) this.permitted.delete(namespace);
    return ok(storing);
  }

  /**
   * Takes the session over and journals it, before anything else is done with it. It is stored by {@link store} alone:
   * until then the sign-in is connected, and two connections at once end a session.
   */
  async secure(namespace: string, authorization: SessionData, account: SignedInAccount): Promise<void> {
    this.parts.sessions.holdBack(namespace);
    await this.take(namespace, authorization, account);
    const manager = this.parts.sessions.manager(namespace);
    await manager.secure();
    // Where the session could not be journaled, the key that was kept before is all there is on the disk.
    if (!manager.unprotected) await this.parts.attempted.forget(namespace);
  }

  private async take(
    namespace: string,
    authorization: SessionData,
    account: SignedInAccount,
  ): Promise<SessionData> {
    const { sessions, keepCopy } = this.parts;
    const manager = sessions.manager(namespace);
    const earlier = manager.unsavedSession?.text;
    if (earlier !== undefined && earlier !== encodeTelethon(authorization))
      await keepCopy(namespace, earlier);
    const session = manager.updateFromClient(authorization, this.permitted.get(namespace), account);
    sessions.setSignedIn(namespace, { account, fingerprint: fingerprint(session.authKey) });
    return session;
  }
}
