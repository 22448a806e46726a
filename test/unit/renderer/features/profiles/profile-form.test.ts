import { describe, expect, it } from 'vitest';
import {
  fieldErrorOf,
  foreignAddress,
  formOf,
  hasAdvancedError,
  isMoved,
  isPlainHttpRemote,
  isSyntheticForm,
  keptFor,
  type ProfileFormValues,
  payloadOf,
  validateProfileForm,
} from '../../../../../renderer/src/features/profiles/profile-form.ts';
import { requestSchemas } from '../../../../../shared/ipc.ts';
import type { ImportedProfile, ProfileView } from '../../../../../shared/profiles.ts';
import { profileId } from '../../fixtures.ts';

const none = { hasSecretAccessKey: false, hasApiHash: false };
const both = { hasSecretAccessKey: true, hasApiHash: true };
const complete: ProfileFormValues = {
  ...formOf(null),
  name: 'Production',
  bucket: 'sessions',
  accessKeyId: 'AKIA',
  secretAccessKey: 'secret',
  apiId: '123',
  apiHash: '0123456789abcdef0123456789abcdef',
};

describe('the profile form', () => {
  it('accepts a complete profile and makes a request that main accepts', () => {
    expect(validateProfileForm(complete, none)).toEqual({});
    expect(requestSchemas['profiles:save'].safeParse(payloadOf(complete, null, null)).success).toBe(true);
  });

  it('names every missing field at the field', () => {
    expect(Object.keys(validateProfileForm(formOf(null), none)).sort()).toEqual(
      ['accessKeyId', 'apiHash', 'apiId', 'bucket', 'name', 'secretAccessKey'].sort(),
    );
  });

  it.each([
    ['apiId', '12a'],
    ['apiId', '0x10'],
    ['apiId', '99999999999'],
    ['endpoint', 'localhost:9000'],
    ['bucket', 'a/b'],
    ['region', 'eu central'],
    ['apiHash', 'short'],
    ['defaultNamespace', 'a/b'],
  ] as const)('refuses %s “%s”', (field, value) => {
    expect(Object.keys(validateProfileForm({ ...complete, [field]: value }, none))).toEqual([field]);
  });

  it('does not ask again for secrets that main keeps, and sends none', () => {
    const values = { ...complete, secretAccessKey: '', apiHash: '' };
    expect(validateProfileForm(values, both)).toEqual({});
    expect(payloadOf(values, profileId, null).secrets).toEqual({});
  });

  it('sends no secret key with credentials that have none', () => {
    const values = { ...complete, credentialsKind: 'default-chain' as const };
    expect(validateProfileForm({ ...values, secretAccessKey: '' }, none)).toEqual({});
    expect(payloadOf(values, null, null).secrets.secretAccessKey).toBeUndefined();
  });

  it('needs no bucket, credentials or API hash with API ID 0', () => {
    const values = { ...formOf(null), name: 'Synthetic', apiId: '0' };
    expect(validateProfileForm(values, none)).toEqual({});
    expect(requestSchemas['profiles:save'].safeParse(payloadOf(values, null, null)).success).toBe(true);
  });

  it('leaves a missing API ID of an import open, and asks for it', () => {
    const { draft } = payloadOf(complete, null, null);
    const imported: ImportedProfile = {
      ...{ importId: profileId, source: '.env', found: [], refused: [] },
      ...both,
      draft: { ...draft, apiId: null },
    };
    const values = formOf(imported);
    expect(values.apiId).toBe('');
    expect(isSyntheticForm(values)).toBe(false);
    expect(validateProfileForm(values, both)).toEqual({ apiId: 'Enter the API ID: digits only.' });
  });

  it('shows a stored profile without its secrets', () => {
    const { draft } = payloadOf(complete, null, null);
    const view: ProfileView = {
      ...draft,
      id: profileId,
      ...both,
      hasProxyCredentials: false,
      authority: null,
    };
    expect(formOf(view)).toEqual({ ...complete, secretAccessKey: '', apiHash: '' });
  });

  it('puts main’s complaint at its field if the form has one', () => {
    const invalid = { code: 'profile-invalid', params: { field: 'draft.bucket', reason: 'No.' } } as const;
    expect(fieldErrorOf(invalid)).toEqual({ bucket: 'No.' });
    expect(fieldErrorOf({ code: 'profile-invalid', params: { field: 'toString' } })).toBeNull();
    expect(fieldErrorOf({ code: 'disk-write-failed' })).toBeNull();
  });
});

describe('secrets that main keeps', () => {
  const { draft } = payloadOf(complete, null, null);
  const proxy = { address: 'http://proxy:3128', signsIn: true };
  const view: ProfileView = {
    ...{ ...draft, proxy, endpoint: 'https://minio.example.org', id: profileId },
    ...{ ...both, hasProxyCredentials: true, authority: null },
  };
  const values = formOf(view);

  it.each([{}, { endpoint: 'HTTPS://MinIO.example.org.:443/ ' }, { name: 'Renamed' }])(
    'stay for %o',
    (change) => {
      const changed = { ...values, ...change };
      expect(keptFor(changed, view)).toEqual({ ...both, hasProxyCredentials: true });
      expect(validateProfileForm(changed, keptFor(changed, view))).toEqual({});
    },
  );

  it.each([
    { endpoint: 'https://mіnio.example.org' },
    { endpoint: '' },
    { region: 'eu-central-1' },
    { bucket: 'elsewhere' },
  ])('do not include the secret key for %o, so the form asks for it', (change) => {
    const changed = { ...values, ...change };
    expect(isMoved(changed, view)).toBe(true);
    expect(validateProfileForm(changed, keptFor(changed, view))).toEqual({
      secretAccessKey: 'Enter the secret key.',
    });
  });

  it('do not include what another proxy was told', () => {
    const changed = { ...values, proxyAddress: 'http://other:3128' };
    expect(Object.keys(validateProfileForm(changed, keptFor(changed, view))).sort()).toEqual([
      'proxyUsername',
      'secretAccessKey',
    ]);
  });
});

describe('the advanced fields', () => {
  const advanced: Partial<ProfileFormValues> = {
    proxyAddress: 'http://proxy:3128',
    proxySignsIn: true,
    proxyUsername: 'user',
    proxyPassword: 'pass:word',
    encryptionKind: 'aws:kms',
    kmsKeyId: 'alias/sessions',
  };

  it('become a request that main accepts, and come back without the secret', () => {
    const request = payloadOf({ ...complete, ...advanced }, null, null);
    expect(requestSchemas['profiles:save'].parse(request)).toMatchObject({
      draft: {
        proxy: { address: 'http://proxy:3128', signsIn: true },
        encryption: { kind: 'aws:kms', keyId: 'alias/sessions' },
      },
      secrets: { proxyCredentials: 'user:pass:word' },
    });
    const view: ProfileView = {
      ...{ ...request.draft, id: profileId },
      ...{ ...both, hasProxyCredentials: true, authority: null },
    };
    expect(formOf(view)).toMatchObject({ ...advanced, proxyUsername: '', proxyPassword: '' });
  });

  it('are left out where they are empty', () => {
    const { draft, secrets } = payloadOf({ ...complete, proxySignsIn: true, proxyUsername: 'x' }, null, null);
    expect(draft).not.toHaveProperty('proxy');
    expect(draft).not.toHaveProperty('encryption');
    expect(secrets).not.toHaveProperty('proxyCredentials');
  });

  it.each([
    ['proxyAddress', { proxyAddress: 'proxy:3128' }],
    ['proxyAddress', { proxyAddress: 'http://user:secret@proxy:3128' }],
    ['proxyAddress', { proxyAddress: 'http://proxy:3128/path' }],
    ['proxyAddress', { proxyAddress: 'socks5://proxy:1080' }],
    ['proxyUsername', { ...advanced, proxyUsername: '' }],
    ['proxyUsername', { ...advanced, proxyUsername: 'a:b' }],
    ['proxyPassword', { ...advanced, proxyPassword: '' }],
    ['kmsKeyId', { ...advanced, kmsKeyId: 'a key' }],
  ] as const)('are refused at %s for %o', (field, change) => {
    const errors = validateProfileForm({ ...complete, ...change }, none);
    expect(Object.keys(errors)).toContain(field);
    expect(hasAdvancedError(errors)).toBe(true);
  });
});

it('an address with letters of another alphabet is shown as it is resolved', () => {
  expect(foreignAddress('https://mіnio.example.org/')).toBe('https://xn--mnio-l9d.example.org');
  expect(foreignAddress('https://minio.example.org')).toBeNull();
  expect(foreignAddress('mіnio')).toBeNull();
});

describe('the warning about plain http', () => {
  it.each([
    ['http://10.0.0.4:9000', true],
    ['http://minio.example.org', true],
    ['http://localhost:9000', false],
    ['http://127.0.0.2:9000', false],
    ['http://[::1]:9000', false],
    ['https://minio.example.org', false],
    ['', false],
    ['http://', false],
  ])('for “%s” is %s', (endpoint, warned) => {
    expect(isPlainHttpRemote(endpoint)).toBe(warned);
  });
});
