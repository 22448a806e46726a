import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { AuthorityView } from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { reasonOf } from '../files/file-errors.ts';

/** Certificates that a profile trusts besides those that the app comes with. Nothing in them is secret. */
export const authoritySchema = z.object({
  fileName: z.string(),
  /** The certificates alone, one after the other. */
  pem: z.string(),
  subjects: z.array(z.string()),
  expiresAt: z.number(),
});

export type Authority = z.infer<typeof authoritySchema>;

export function viewOf({ fileName, subjects, expiresAt }: Authority): AuthorityView {
  return { fileName, subjects, expiresAt };
}

const maxFileBytes = 2 ** 20;
const maxSubjectLength = 100;
const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Reads a file of one or more certificates in PEM that the operator has chosen. Each refusal has words of its own. */
export async function readAuthorityFile(
  path: string,
  now: () => number,
): Promise<Result<Authority, 'authority-refused'>> {
  const fileName = basename(path);
  const refuse = (reason: string) => fail('authority-refused', { file: fileName, reason });
  try {
    const found = await stat(path);
    if (!found.isFile()) return refuse('It is not a file.');
    if (found.size > maxFileBytes) return refuse('It is larger than 1 MB, so it is no CA file.');
    const text = await readFile(path, 'latin1');
    const fault = faultOf(text);
    if (fault !== null) return refuse(fault);
    const blocks = text.match(certificateBlock) ?? [];
    const certificates = blocks.map(parse);
    const readable = certificates.filter((certificate) => certificate !== null);
    if (readable.length < certificates.length) return refuse('One of its certificates is damaged.');
    if (!readable.some(isAuthority))
      return refuse('It holds a server’s own certificate, not that of the CA that signed it.');
    const expiresAt = Math.min(...readable.filter(isAuthority).map(expiry));
    if (expiresAt <= now()) return refuse(`It expired on ${new Date(expiresAt).toISOString().slice(0, 10)}.`);
    return ok({ fileName, pem: `${blocks.join('\n')}\n`, subjects: readable.map(subjectOf), expiresAt });
  } catch (error) {
    return refuse(`It could not be read (${reasonOf(error)}).`);
  }
}

function faultOf(text: string): string | null {
  if (text.trim() === '') return 'It is empty.';
  if (/-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/.test(text))
    return 'It holds a private key, which has to stay secret.';
  if (/-----BEGIN CERTIFICATE-----/.test(text))
    return text.search(certificateBlock) !== -1 ? null : 'It ends within a certificate.';
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return 'It holds something other than a certificate.';
  return text.startsWith('0') && text.includes('\0')
    ? 'It is in binary form (DER). Convert it to PEM: openssl x509 -inform der -in FILE -out ca.pem'
    : 'It holds no certificate in PEM form.';
}

function parse(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block);
  } catch {
    return null;
  }
}

/** A certificate that signed itself vouches for itself, whether it says that it may or not. */
function isAuthority(certificate: X509Certificate): boolean {
  return certificate.ca || certificate.checkIssued(certificate);
}

function expiry({ validTo }: X509Certificate): number {
  return Date.parse(validTo);
}

function subjectOf({ subject, fingerprint256 }: X509Certificate): string {
  // A subject may be empty, and its lines are in no certain order.
  const lines = (subject ?? '').split('\n');
  const common = lines.find((line) => line.startsWith('CN='))?.slice('CN='.length);
  return (common ?? lines[0] ?? '').slice(0, maxSubjectLength) || fingerprint256.slice(0, 23);
}
