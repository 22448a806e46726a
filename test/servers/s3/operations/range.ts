import { done, type Outcome, refuse } from '../outcome.ts';

interface Slice {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One byte range of RFC 9110, section 14; a header that is no such range is ignored, as the RFC asks. */
export function sliceRange(header: string | undefined, body: Buffer): Outcome<Slice> {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return done({ status: 200, headers: {}, body });
  const start = first === '' ? Math.max(0, body.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? body.length : Math.min(Number(last) + 1, body.length);
  if (start >= body.length) {
    return refuse('InvalidRange', { headers: { 'content-range': `bytes */${body.length}` } });
  }
  if (end <= start) return done({ status: 200, headers: {}, body });
  return done({
    status: 206,
    headers: { 'content-range': `bytes ${start}-${end - 1}/${body.length}` },
    body: body.subarray(start, end),
  });
}
