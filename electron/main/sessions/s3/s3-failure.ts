import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';
import { shownRegion } from './foreign-words.ts';

/** An error that the SDK threw, read from outside: errors of the store, of Node's sockets, of TLS and of credentials. */
export interface S3Failure {
  /** S3's error code (API reference, "Error responses") or the error's class. */
  name: string;
  /** True where the store sent an error document of S3's. */
  isFromS3: boolean;
  /** Node's or OpenSSL's code, such as ECONNREFUSED; null for an answer, whose document may name any code. */
  code: string | null;
  status: number | null;
  /** Looked into, and never told: it is anybody's. */
  message: string;
  /** The region that the store asks for, where it says so. */
  expectedRegion: string | null;
  /** Address that a redirect leads to. */
  location: string | null;
  /** The store's clock when it answered, epoch ms. */
  answeredAt: number | null;
}

/** A failure that we found ourselves, on its way through the SDK: it is told as it is. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';

  constructor(readonly error: AppError<StoreErrorCode>) {
    super(error.code);
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Only the message tells the region in AuthorizationHeaderMalformed answers of some stores. */
function regionInMessage(message: string): string | null {
  return /expecting '([A-Za-z0-9-]+)'/.exec(message)?.[1] ?? null;
}

/** The clock of whoever sent this HTTP answer, epoch ms; null where it does not say. */
export function answerTime(response: unknown): number | null {
  const time = Date.parse(textOf(property(property(response, 'headers'), 'date')) ?? '');
  return Number.isNaN(time) ? null : time;
}

export function readFailure(error: unknown): S3Failure {
  const status = property(property(error, '$metadata'), 'httpStatusCode');
  const response = property(error, '$response');
  const headers = property(response, 'headers');
  const message = textOf(property(error, 'message')) ?? '';
  // The SDK copies it from the document, as it does with every other element there.
  const isFromS3 = textOf(property(error, 'Code')) !== null;
  const isAnswer = isFromS3 || (typeof status === 'number' && status >= 300);
  return {
    name: textOf(property(error, 'name')) ?? 'Error',
    isFromS3,
    code: isAnswer ? null : textOf(property(error, 'code')),
    status: typeof status === 'number' ? status : null,
    message,
    expectedRegion:
      shownRegion(textOf(property(error, 'Region'))) ??
      shownRegion(textOf(property(headers, 'x-amz-bucket-region'))) ??
      shownRegion(regionInMessage(message)),
    location: textOf(property(headers, 'location')),
    answeredAt: answerTime(response),
  };
}
