import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Credentials, S3Limits, S3StoreConfig } from './s3-store-config.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

interface Loaded {
  sdk: Sdk;
  client: S3Client;
}

/** The profile's secret key is not at hand, so nothing can be signed. */
class SecretKeyError extends Error {
  constructor(override readonly name: 'SecretMissingError' | 'SecretClosedError') {
    super();
  }
}

async function credentialsConfig(credentials: S3Credentials): Promise<S3ClientConfig> {
  if (credentials.kind === 'default-chain') return {};
  if (credentials.kind === 'named-profile') {
    // The client's own `profile` option would go on to the machine's credentials when the name is mistyped.
    const { fromIni } = await import('@aws-sdk/credential-provider-ini');
    return { credentials: fromIni({ profile: credentials.awsProfile }) };
  }
  const { accessKeyId, secretAccessKey, secretKeyClosed } = credentials;
  if (secretAccessKey === null)
    throw new SecretKeyError(secretKeyClosed ? 'SecretClosedError' : 'SecretMissingError');
  return { credentials: { accessKeyId, secretAccessKey } };
}

async function load(config: S3StoreConfig, limits: S3Limits): Promise<Loaded> {
  // The SDK takes a noticeable part of a second to load, which the window's start need not wait for.
  const [sdk, { NodeHttpHandler }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@smithy/node-http-handler'),
  ]);
  const client = new sdk.S3Client({
    ...(config.endpoint !== '' && { endpoint: config.endpoint, forcePathStyle: true }),
    ...(await credentialsConfig(config.credentials)),
    region: config.region,
    maxAttempts: limits.maxAttempts,
    // Many S3-compatible stores refuse the checksums that the SDK adds by default since 3.729.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: limits.connectTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      // Without this the handler only logs a warning when the time is over.
      throwOnRequestTimeout: true,
    }),
  });
  return { sdk, client };
}

/** Rejects when the signal fires, whatever the operation itself makes of it. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The SDK with its client, loaded at the first call. */
export class S3Access {
  private loaded: Promise<Loaded> | null = null;

  constructor(
    private readonly config: S3StoreConfig,
    private readonly limits: S3Limits,
  ) {}

  /** Runs one operation, which must hand `signal` on; rejects with a TimeoutError when it takes too long. */
  async call<T>(
    operation: (loaded: Loaded, signal: AbortSignal) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T> {
    this.loaded ??= load(this.config, this.limits);
    const loaded = await this.loaded;
    const deadline = AbortSignal.timeout(this.limits.operationTimeoutMs);
    const signal = stop ? AbortSignal.any([stop, deadline]) : deadline;
    signal.throwIfAborted();
    return Promise.race([operation(loaded, signal), rejection(signal)]);
  }

  close(): void {
    // A client that could not be made has told its callers so, and needs no closing.
    void this.loaded?.then(
      ({ client }) => client.destroy(),
      () => undefined,
    );
  }
}
