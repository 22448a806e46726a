import { createHash } from 'node:crypto';
import { type Checksum, verifyChecksums } from '../checksums.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import { type DecodedChunks, decodeAwsChunked } from './aws-chunked.ts';
import type { S3Request } from './s3-request.ts';

/** The checked payload that the client meant to upload. */
export interface Payload {
  readonly body: Buffer;
  readonly checksum: Checksum | undefined;
}

/** Holds the body against everything that the client said about it: SHA-256, lengths, checksums, trailers. */
export function verifyPayload(request: S3Request): Outcome<Payload> {
  const decoded = decodeBody(request);
  if (!decoded.ok) return decoded;
  const { body, trailers } = decoded.value;
  const announced = request.headers.get('x-amz-trailer');
  if (announced !== undefined && !trailers.has(announced.toLowerCase())) {
    return refuse('InvalidRequest', { message: 'The announced trailer is missing.' });
  }
  const checksum = verifyChecksums(new Map([...request.headers, ...trailers]), body);
  return checksum.ok ? done({ body, checksum: checksum.value }) : checksum;
}

function decodeBody(request: S3Request): Outcome<DecodedChunks> {
  // Anonymous requests need not name a hash; signed ones were refused without it.
  const hash = request.headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const asSent = { body: request.rawBody, trailers: new Map<string, string>() };
  if (hash === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return decodeStream(request);
  if (hash.startsWith('STREAMING-')) return refuse('NotImplemented', { details: { Header: hash } });
  if (hash === 'UNSIGNED-PAYLOAD') return done(asSent);
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    return refuse('InvalidArgument', {
      message: 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, or a valid sha256 value.',
      details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: hash },
    });
  }
  const computed = createHash('sha256').update(request.rawBody).digest('hex');
  if (computed === hash) return done(asSent);
  return refuse('XAmzContentSHA256Mismatch', {
    details: { ClientComputedContentSHA256: hash, S3ComputedContentSHA256: computed },
  });
}

function decodeStream(request: S3Request): Outcome<DecodedChunks> {
  const decoded = decodeAwsChunked(request.rawBody);
  if (!decoded.ok) return decoded;
  const length = request.headers.get('x-amz-decoded-content-length');
  if (length === undefined) return refuse('MissingContentLength');
  return Number(length) === decoded.value.body.length ? decoded : refuse('IncompleteBody');
}
