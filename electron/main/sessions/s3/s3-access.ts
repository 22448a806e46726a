import { setMaxListeners } from 'node:events';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { withDeadline } from '../../async/with-deadline.ts';
import { refuseForeignAnswers } from './answer-document.ts';
import { awsCredentials, isAboutCredentials, isForeign, noCredentials } from './aws-credentials.ts';
import { noAwsEnvironment } from './aws-environment.ts';
import { StoreFailure } from './s3-failure.ts';
import type { S3HttpHandler } from './s3-http-handler.ts';
import type { S3Limits, S3StoreConfig } from './s3-store-config.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

interface Loaded {
  sdk: Sdk;
  client: S3Client;
}

/** The SDK looks for credentials before it signs, so it is given some that nothing is made with. */
const unsigned: Pick<S3ClientConfig, 'credentials' | 'signer'> = {
  credentials: { accessKeyId: '', secretAccessKey: '' },
  signer: { sign: async (request) => request },
};

async function credentialsConfig({
  credentials,
  awsEnvironment = noAwsEnvironment,
  region,
}: S3StoreConfig): Promise<Pick<S3ClientConfig, 'credentials' | 'signer'>> {
  if (credentials.kind === 'anonymous') return unsigned;
  if (credentials.kind === 'unconfirmed') throw new StoreFailure({ code: 'store-place-unconfirmed' });
  if (credentials.kind !== 'keys') return awsCredentials(credentials, awsEnvironment, region);
  const { accessKeyId, secretAccessKey, secretKeyClosed } = credentials;
  if (secretAccessKey === null)
    throw new StoreFailure({ code: secretKeyClosed ? 'store-secret-closed' : 'store-secret-missing' });
  return { credentials: { accessKeyId, secretAccessKey } };
}

/** The SDK with its client, loaded at the first call. */
export class S3Access {
  #loaded: Promise<Loaded> | null = null;
  #handler: S3HttpHandler | null = null;
  readonly #closing = new AbortController();

  constructor(
    private readonly config: S3StoreConfig,
    private readonly limits: S3Limits,
  ) {
    // Every call that is under way listens; Node takes more than ten for a leak.
    setMaxListeners(0, this.#closing.signal);
  }

  /**
   * Runs one operation, which must hand `signal` on; rejects with a TimeoutError when it takes too long, and with an
   * AbortError when it is stopped or the access is closed.
   */
  async call<T>(
    operation: (loaded: Loaded, signal: AbortSignal) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T> {
    this.#loaded ??= this.#load();
    const loading = this.#loaded;
    const loaded = await loading;
    const stops = stop ? [this.#closing.signal, stop] : [this.#closing.signal];
    try {
      const { operationTimeoutMs } = this.limits;
      return await withDeadline(operationTimeoutMs, stops, (signal) => operation(loaded, signal));
    } catch (error) {
      throw await this.#explained(error, loading);
    }
  }

  /** Ends the calls that are under way. Nothing is sent afterwards. */
  close(): void {
    // Or the SDK would repeat what the handler cuts off.
    this.#closing.abort();
    const destroy = () => this.#handler?.destroy();
    // A client that could not be made has told its callers so.
    void Promise.resolve(this.#loaded).then(destroy, destroy);
  }

  async #load(): Promise<Loaded> {
    const { config, limits } = this;
    // The SDK takes a noticeable part of a second to load, which the window's start need not wait for.
    const [sdk, { S3HttpHandler }] = await Promise.all([
      import('@aws-sdk/client-s3'),
      import('./s3-http-handler.ts'),
    ]);
    // One for every client that is made, since other calls may still be under way with the one before.
    this.#handler ??= new S3HttpHandler(limits, config);
    const client = new sdk.S3Client({
      ...(config.endpoint !== '' && { endpoint: config.endpoint, forcePathStyle: true }),
      ...(await credentialsConfig(config)),
      // Or AWS_ENDPOINT_URL and the AWS configuration files would lead a profile without an endpoint elsewhere.
      ignoreConfiguredEndpointUrls: true,
      region: config.region,
      maxAttempts: limits.maxAttempts,
      // Many S3-compatible stores refuse the checksums that the SDK adds by default since 3.729.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: this.#handler,
    });
    refuseForeignAnswers(client, config);
    return { sdk, client };
  }

  /** Has the next call look for credentials anew where these were refused: somebody may have corrected them by then. */
  async #explained(error: unknown, loading: Promise<Loaded>): Promise<unknown> {
    const { credentials } = this.config;
    if (!isForeign(credentials) || !isAboutCredentials(error)) return error;
    if (this.#loaded === loading) this.#loaded = null;
    const found = await noCredentials(error, credentials);
    return found === null ? error : new StoreFailure(found);
  }
}
