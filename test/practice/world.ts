import type { ProfileDraft, ProfileSecrets } from '../../shared/profiles.ts';
import { type Credentials, type Grant, type PracticeS3, startS3 } from '../fixtures/s3.ts';
import { gramjsText, telethonText } from '../fixtures/session-strings.ts';
import { type PracticeDc, startPracticeDc } from '../fixtures/telegram-dc.ts';
import type { AccountReference, MintedAuthorization } from '../servers/telegram-dc/control-protocol.ts';
import { apiHash, apiId, cast, castSeed } from './cast.ts';
import { type PracticeSettings, practiceVariable } from './settings.ts';

export interface StoredNamespaces {
  /** Good sessions by namespace. */
  live: Record<'ada-connector' | 'alert-bot', MintedAuthorization>;
  /** Revoked at Telegram; the stored text is fine. */
  expired: { namespace: string; fingerprint: string };
}

/** A practice data centre and an S3 server, each a process of its own, and what tests and the demo put into them. */
export class PracticeWorld {
  #buckets = 0;

  private constructor(
    readonly telegram: PracticeDc,
    readonly s3: PracticeS3,
  ) {}

  static async start(): Promise<PracticeWorld> {
    const [telegram, s3] = await Promise.all([startPracticeDc(castSeed()), startS3()]);
    return new PracticeWorld(telegram, s3);
  }

  async stop(): Promise<void> {
    await Promise.all([this.telegram.stop(), this.s3.stop()]);
  }

  async createBucket(options: { versioned?: boolean } = {}): Promise<string> {
    this.#buckets += 1;
    const bucket = `practice-sessions-${this.#buckets}`;
    await this.s3.createBucket(bucket, options);
    return bucket;
  }

  /** A bucket with one namespace in each stored state. */
  async storeEveryState(bucket: string): Promise<StoredNamespaces> {
    const ada = await this.storeSession(bucket, 'ada-connector', { phone: cast.plain.phone });
    const bot = await this.storeSession(bucket, 'alert-bot', { botId: Number.parseInt(cast.bot.token, 10) });
    const namespace = 'production-bot';
    const revoked = await this.storeSession(bucket, namespace, { phone: cast.plain.phone });
    await this.telegram.control.call('revoke', { fingerprint: revoked.fingerprint });
    const authKey = Buffer.from(ada.authKeyHex, 'hex');
    await this.s3.putObjects(bucket, [
      { key: sessionKey('never-signed-in'), body: '' },
      { key: sessionKey('cut-short'), body: '1AgAAAAA' },
      { key: sessionKey('poisoned-by-gramjs'), body: gramjsText(2, '149.154.167.51', 443, authKey) },
      { key: sessionKey('ünïcode name 🛰'), body: '' },
      { key: 'telegram/not-a-session/notes.txt', body: 'ignored' },
    ]);
    return {
      live: { 'ada-connector': ada, 'alert-bot': bot },
      expired: { namespace, fingerprint: revoked.fingerprint },
    };
  }

  /** Mints an authorization at Telegram and stores it as the connector would. */
  async storeSession(
    bucket: string,
    namespace: string,
    account: AccountReference,
  ): Promise<MintedAuthorization> {
    const minted = await this.telegram.control.call('mintAuthorization', account);
    const body = telethonText({
      dcId: minted.dcId,
      addressBytes: minted.address.split('.').map(Number),
      port: minted.port,
      authKey: Buffer.from(minted.authKeyHex, 'hex'),
    });
    await this.s3.putObject(bucket, sessionKey(namespace), body);
    return minted;
  }

  /** The stored text, read behind the app's back; null if there is none. */
  async storedText(bucket: string, namespace: string): Promise<string | null> {
    const bytes = await this.s3.getObject(bucket, sessionKey(namespace));
    return bytes === null ? null : Buffer.from(bytes).toString('utf8');
  }

  profile(bucket: string, overrides: Partial<ProfileDraft> = {}): ProfileDraft {
    return {
      name: 'Practice',
      colour: 'teal',
      endpoint: this.s3.endpoint,
      region: this.s3.region,
      bucket,
      credentials: { kind: 'keys', accessKeyId: this.s3.rootCredentials.accessKeyId },
      apiId,
      defaultNamespace: 'teleapp',
      production: false,
      ...overrides,
    };
  }

  secrets(credentials: Credentials = this.s3.rootCredentials): ProfileSecrets {
    return { secretAccessKey: credentials.secretAccessKey, apiHash };
  }

  addPrincipal(grants: readonly Grant[]): Promise<Credentials> {
    return this.s3.addPrincipal({ grants });
  }

  /** Environment variables that a practice build needs to find these servers. */
  environment(initialProfile: PracticeSettings['initialProfile']): Record<string, string> {
    const { ports, publicKey } = this.telegram;
    return { [practiceVariable]: JSON.stringify({ telegram: { ports, publicKey }, initialProfile }) };
  }
}

/** Written out here, so that a wrong key in the app cannot agree with itself. */
export function sessionKey(namespace: string): string {
  return `telegram/${namespace}/session.txt`;
}
