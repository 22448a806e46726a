import { checksumHeader } from '../checksums.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { Versioning } from '../storage/bucket.ts';
import { nullVersionId, type ObjectVersion } from '../storage/object-version.ts';

const kept = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
const metadataPrefix = 'x-amz-meta-';
const maxMetadataBytes = 2048;

/** The headers of an upload that belong to the object. */
export function objectHeaders(headers: ReadonlyMap<string, string>): Outcome<Record<string, string>> {
  const chosen: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metadataBytes = 0;
  for (const [name, value] of headers) {
    const metadata = name.startsWith(metadataPrefix);
    if (metadata) metadataBytes += Buffer.byteLength(name) - metadataPrefix.length + Buffer.byteLength(value);
    if (metadata || kept.includes(name)) chosen[name] = value;
  }
  const encoding = contentEncoding(headers.get('content-encoding'));
  if (encoding !== '') chosen['content-encoding'] = encoding;
  return metadataBytes > maxMetadataBytes ? refuse('MetadataTooLarge') : done(chosen);
}

/** `aws-chunked` describes the upload, not the object. */
function contentEncoding(header = ''): string {
  const encodings = header.split(',').map((encoding) => encoding.trim());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
}

export function versionHeader(version: ObjectVersion, versioning: Versioning): Record<string, string> {
  const silent = versioning === 'never' && version.versionId === nullVersionId;
  return silent ? {} : { 'x-amz-version-id': version.versionId };
}

export function checksumHeadersOf(version: ObjectVersion): Record<string, string> {
  if (version.checksum === undefined) return {};
  return { [checksumHeader(version.checksum)]: version.checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}
