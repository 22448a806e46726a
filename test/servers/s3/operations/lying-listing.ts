import { type S3Response, xmlResponse } from '../http/s3-request.ts';
import type { Listings } from '../settings.ts';

const webPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to go on</body></html>';

const nextPage = /<(NextContinuationToken|NextKeyMarker|NextVersionIdMarker)>[^<]*<\/\1>/g;
const isTruncated = /<IsTruncated>\w+<\/IsTruncated>/;

/**
 * Makes of a true listing the answer of a store that lies.
 *
 * @param back the elements that lead to an earlier page
 */
export function lyingListing(kind: Listings, document: string, back: string): S3Response {
  switch (kind) {
    case 'true':
      return xmlResponse(document);
    case 'empty':
      return xmlResponse('');
    case 'web-page':
      return { ...xmlResponse(webPage), headers: { 'content-type': 'text/html' } };
    case 'no-token':
      return xmlResponse(truncated(document, ''));
    case 'circular':
      return xmlResponse(truncated(document, back));
    case 'no-end':
      return xmlResponse(document.replace(isTruncated, ''));
  }
}

function truncated(document: string, next: string): string {
  return document.replace(nextPage, '').replace(isTruncated, `<IsTruncated>true</IsTruncated>${next}`);
}
