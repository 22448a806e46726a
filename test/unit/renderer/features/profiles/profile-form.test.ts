import { describe, expect, it } from 'vitest';
import {
  fieldErrorOf,
  formOf,
  isPlainHttpRemote,
  isSyntheticForm,
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
