import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAuthorityFile } from '../../../electron/main/profiles/authority-file.ts';
import { PracticeAuthority } from '../../fixtures/practice-authority.ts';
import { succeeded } from '../../fixtures/session-store.ts';

let ca: PracticeAuthority;

beforeAll(async () => {
  ca = await PracticeAuthority.create();
});

afterAll(() => ca.remove());

async function read(contents: string | Uint8Array) {
  return readAuthorityFile(await ca.write('ca.pem', contents), Date.now);
}

async function refusalOf(contents: string | Uint8Array): Promise<string> {
  const result = await read(contents);
  if (result.ok) throw new Error('the file was taken');
  expect(result.error).toMatchObject({ code: 'authority-refused', params: { file: 'ca.pem' } });
  return String(result.error.params?.reason);
}

describe('a CA file', () => {
  it('is taken with its subject and the day on which it expires', async () => {
    const authority = succeeded(await read(ca.rootPem));
    expect(authority).toMatchObject({ fileName: 'ca.pem', subjects: ['Practice Root'] });
    const days = (authority.expiresAt - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  it('may be a chain, with remarks between its certificates, which are not kept', async () => {
    const authority = succeeded(await read(`# from the platform team\n${ca.chainPem}\nnotes\n`));
    expect(authority.subjects).toEqual(['Practice Intermediate', 'Practice Root']);
    expect(authority.pem).not.toMatch(/platform|notes/);
    expect(authority.pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('may have the line ends of Windows', async () => {
    expect(succeeded(await read(ca.rootPem.replaceAll('\n', '\r\n'))).subjects).toEqual(['Practice Root']);
  });

  it('is refused when it is a private key, alone or beside the certificate', async () => {
    const key = await ca.keyPem();
    const encrypted = key.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY');
    const old = key.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY');
    for (const contents of [key, ca.rootPem + key, encrypted, old])
      expect(await refusalOf(contents)).toContain('private key');
  });

  it.each([
    ['empty', ''],
    ['empty', ' \n\r\n'],
    ['no certificate in PEM', 'hello'],
    ['other than a certificate', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
    ['damaged', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['ends within', '-----BEGIN CERTIFICATE-----\nMIIB'],
  ])('is refused as %s', async (words, contents) => {
    expect(await refusalOf(contents)).toContain(words);
  });

  it('is refused when one of several is damaged', async () => {
    const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    expect(await refusalOf(ca.rootPem + damaged)).toContain('damaged');
  });

  it('is refused in binary form, with the command that converts it', async () => {
    const der = Buffer.from(ca.rootPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(await refusalOf(der)).toContain('openssl x509 -inform der');
  });

  it('is refused when it holds a server’s own certificate, or has expired', async () => {
    expect(await refusalOf(await ca.serverPem())).toContain('server’s own certificate');
    expect(await refusalOf(await ca.expiredPem())).toMatch(/expired on \d{4}-\d\d-\d\d/);
  });

  it('is refused unread when it has 10 MB, or is no file', async () => {
    const text = `${ca.rootPem}${'x'.repeat(10 * 2 ** 20)}`;
    expect(await refusalOf(text)).toContain('larger than 1 MB');
    expect(await readAuthorityFile(ca.folder, Date.now)).toMatchObject({
      error: { params: { reason: 'It is not a file.' } },
    });
    expect(await readAuthorityFile(`${ca.folder}/missing.pem`, Date.now)).toMatchObject({
      error: { code: 'authority-refused' },
    });
  });
});
