import { normalAddress } from '../../../../shared/place.ts';
import { readFailure, StoreFailure } from './s3-failure.ts';
import type { S3Proxy } from './s3-store-config.ts';

/** hpagent's words for an answer to CONNECT other than 200, and for none in time. */
const refusal = /^Bad response: (\d+)$/;
const timeout = 'Proxy timeout';

/** The words for a connection that the proxy did not make. Nothing has been sent to the store then. */
export function proxyFailure(error: Error, { address, credentials }: S3Proxy): StoreFailure {
  const proxy = normalAddress(address);
  const { message, code } = readFailure(error);
  if (message === timeout) return new StoreFailure({ code: 'store-proxy-timeout', params: { proxy } });
  const status = Number(refusal.exec(message)?.[1] ?? 0);
  if (status === 407) {
    const isKnown = credentials !== null;
    return new StoreFailure({
      code: isKnown ? 'store-proxy-credentials-wrong' : 'store-proxy-needs-credentials',
      params: { proxy },
    });
  }
  if (status > 0) return new StoreFailure({ code: 'store-proxy-refused', params: { proxy, status } });
  return new StoreFailure({
    code: 'store-proxy-unreachable',
    params: { proxy, message: code ?? 'no answer that a proxy gives' },
  });
}
