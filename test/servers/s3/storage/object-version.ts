import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Checksum } from '../checksums.ts';

/** The id of an object that was written while its bucket was not versioned. */
export const nullVersionId = 'null';

export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** Grows with every write of the server: the greatest of a key is its current version. */
  readonly sequence: number;
  readonly deleteMarker: boolean;
  /** MD5 of the body in hex, without quotes; empty for a delete marker. */
  readonly etag: string;
  /** Content-Type, user metadata and the like, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
  readonly lastModifiedMs: number;
  readonly body: Buffer;
}

/** File of one version. Hashed, because a key may be longer than a file name, or `..`. */
export function fileNameOf(key: string, versionId: string): string {
  return `${createHash('sha256').update(key).digest('hex')}.${versionId}`;
}

/** One line of JSON, then the bytes of the body. */
export function encodeVersion(version: ObjectVersion): readonly Buffer[] {
  const { body, ...head } = version;
  return [Buffer.from(`${JSON.stringify({ ...head, size: body.length })}\n`), body];
}

/** @throws when the file is not whole: that would be a bug of this server, never something to skip over. */
export function readVersion(path: string): ObjectVersion {
  const bytes = readFileSync(path);
  const end = bytes.indexOf('\n');
  // This server wrote the file, so the shape of its head is known.
  const { size, ...head } = JSON.parse(bytes.toString('utf8', 0, end)) as Omit<ObjectVersion, 'body'> & {
    readonly size: number;
  };
  const body = bytes.subarray(end + 1);
  if (body.length !== size) throw new Error(`${path} holds ${body.length} of ${size} bytes`);
  return { ...head, body };
}
