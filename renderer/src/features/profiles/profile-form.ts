import type { RequestOf } from '../../../../shared/ipc.ts';
import { defaultNamespace } from '../../../../shared/namespaces.ts';
import { type Destination, isSameDestination, normalAddress } from '../../../../shared/place.ts';
import {
  defaultRegion,
  type ImportedProfile,
  type ProfileCredentials,
  type ProfileDraft,
  type ProfileView,
  profileDraftSchema,
  profileSecretsSchema,
  type StoreEncryption,
} from '../../../../shared/profiles.ts';
import type { AppError } from '../../../../shared/result.ts';

/** The form's own shape: flat and all text, so that half-typed values have a place. */
export interface ProfileFormValues {
  name: string;
  colour: ProfileDraft['colour'];
  endpoint: string;
  region: string;
  bucket: string;
  credentialsKind: ProfileCredentials['kind'];
  accessKeyId: string;
  awsProfile: string;
  secretAccessKey: string;
  proxyAddress: string;
  proxySignsIn: boolean;
  proxyUsername: string;
  proxyPassword: string;
  encryptionKind: StoreEncryption['kind'] | 'none';
  kmsKeyId: string;
  apiId: string;
  apiHash: string;
  defaultNamespace: string;
  production: boolean;
}

/** Secrets that are already in main and may be used for what the form says. */
export interface KeptSecrets {
  hasSecretAccessKey: boolean;
  hasApiHash: boolean;
  hasProxyCredentials?: boolean;
}

type ProfileFormErrors = Partial<Record<keyof ProfileFormValues, string>>;

const emptyForm: ProfileFormValues = {
  name: '',
  colour: 'blue',
  endpoint: '',
  region: defaultRegion,
  bucket: '',
  credentialsKind: 'keys',
  accessKeyId: '',
  awsProfile: '',
  secretAccessKey: '',
  proxyAddress: '',
  proxySignsIn: false,
  proxyUsername: '',
  proxyPassword: '',
  encryptionKind: 'none',
  kmsKeyId: '',
  apiId: '',
  apiHash: '',
  defaultNamespace,
  production: false,
};

export function formOf(source: ProfileView | ImportedProfile | null): ProfileFormValues {
  if (!source) return emptyForm;
  const draft = 'draft' in source ? source.draft : source;
  const { credentials } = draft;
  return {
    ...emptyForm,
    name: draft.name,
    colour: draft.colour,
    endpoint: draft.endpoint,
    region: draft.region,
    bucket: draft.bucket,
    credentialsKind: credentials.kind,
    accessKeyId: credentials.kind === 'keys' ? credentials.accessKeyId : '',
    awsProfile: credentials.kind === 'named-profile' ? credentials.awsProfile : '',
    proxyAddress: draft.proxy?.address ?? '',
    proxySignsIn: draft.proxy?.signsIn ?? false,
    encryptionKind: draft.encryption?.kind ?? 'none',
    kmsKeyId: draft.encryption?.kind === 'aws:kms' ? (draft.encryption.keyId ?? '') : '',
    apiId: draft.apiId === null ? '' : String(draft.apiId),
    defaultNamespace: draft.defaultNamespace,
    production: draft.production,
  };
}

function destinationOf({ endpoint, region, bucket, proxyAddress }: ProfileFormValues): Destination {
  const [trimmed, proxy] = [endpoint.trim(), proxyAddress.trim()];
  const place = { endpoint: trimmed, region: region.trim(), bucket: bucket.trim() };
  return proxy === '' ? place : { ...place, proxy: { address: proxy } };
}

/** Whether the form says another place, or another way to it, than the secret key was entered for. */
export function isMoved(values: ProfileFormValues, source: ProfileView | ImportedProfile | null): boolean {
  return source !== null && !isSameDestination(destinationOf(values), destinationOf(formOf(source)));
}

/** The secrets that main keeps for what the form says: it forgets those of another place or another proxy. */
export function keptFor(
  values: ProfileFormValues,
  source: ProfileView | ImportedProfile | null,
): KeptSecrets {
  if (!source) return { hasSecretAccessKey: false, hasApiHash: false };
  const isSameProxy =
    normalAddress(values.proxyAddress.trim()) === normalAddress(formOf(source).proxyAddress);
  return {
    hasSecretAccessKey: source.hasSecretAccessKey && !isMoved(values, source),
    hasApiHash: source.hasApiHash,
    hasProxyCredentials: 'hasProxyCredentials' in source && source.hasProxyCredentials && isSameProxy,
  };
}

export function isSyntheticForm(values: ProfileFormValues): boolean {
  return /^\s*0+\s*$/.test(values.apiId);
}

function credentialsOf(values: ProfileFormValues): ProfileCredentials {
  // Keys are not used with API_ID 0, so an empty access key must not stop the form.
  if (isSyntheticForm(values) && values.accessKeyId.trim() === '' && values.credentialsKind === 'keys') {
    return { kind: 'default-chain' };
  }
  switch (values.credentialsKind) {
    case 'keys':
      return { kind: 'keys', accessKeyId: values.accessKeyId };
    case 'default-chain':
      return { kind: 'default-chain' };
    case 'named-profile':
      return { kind: 'named-profile', awsProfile: values.awsProfile };
  }
}

function draftOf(values: ProfileFormValues): ProfileDraft {
  const { name, colour, endpoint, region, bucket, defaultNamespace: namespace } = values;
  const apiId = /^\s*\d+\s*$/.test(values.apiId) ? Number(values.apiId) : Number.NaN;
  return {
    name,
    colour,
    endpoint,
    region,
    bucket,
    credentials: credentialsOf(values),
    ...routeOf(values),
    apiId,
    defaultNamespace: namespace,
    production: values.production,
  };
}

function routeOf(values: ProfileFormValues): Pick<ProfileDraft, 'proxy' | 'encryption'> {
  const { proxyAddress, proxySignsIn, encryptionKind, kmsKeyId } = values;
  return {
    ...(proxyAddress.trim() !== '' && { proxy: { address: proxyAddress, signsIn: proxySignsIn } }),
    ...(encryptionKind === 'AES256' && { encryption: { kind: encryptionKind } }),
    ...(encryptionKind === 'aws:kms' && {
      encryption: { kind: encryptionKind, ...(kmsKeyId.trim() !== '' && { keyId: kmsKeyId }) },
    }),
  };
}

/** Whether the profile's proxy is to be told a user name and a password. */
export function usesProxyCredentials({ proxyAddress, proxySignsIn }: ProfileFormValues): boolean {
  return proxySignsIn && proxyAddress.trim() !== '';
}

function secretsOf(values: ProfileFormValues): RequestOf<'profiles:save'>['secrets'] {
  const secrets: RequestOf<'profiles:save'>['secrets'] = {};
  const usesKey = values.credentialsKind === 'keys';
  if (usesKey && values.secretAccessKey.trim() !== '') secrets.secretAccessKey = values.secretAccessKey;
  if (values.apiHash.trim() !== '') secrets.apiHash = values.apiHash;
  const { proxyUsername, proxyPassword } = values;
  if (usesProxyCredentials(values) && `${proxyUsername}${proxyPassword}` !== '')
    secrets.proxyCredentials = `${proxyUsername}:${proxyPassword}`;
  return secrets;
}

/** Fields that the form calls otherwise than the schema. */
const renamed: Readonly<Record<string, keyof ProfileFormValues>> = {
  address: 'proxyAddress',
  keyId: 'kmsKeyId',
  proxyCredentials: 'proxyUsername',
};

/** The schema's path and main's `field` name a field of the form, or nothing that the form knows. */
function fieldAt(path: string): keyof ProfileFormValues | null {
  const last = path.split('.').at(-1) ?? '';
  const name = Object.hasOwn(renamed, last) ? (renamed[last] ?? last) : last;
  return Object.hasOwn(emptyForm, name) ? (name as keyof ProfileFormValues) : null; // hasOwn has just proved it
}

export function validateProfileForm(values: ProfileFormValues, kept: KeptSecrets): ProfileFormErrors {
  const errors: ProfileFormErrors = {};
  const parsed = [
    profileDraftSchema.safeParse(draftOf(values)),
    profileSecretsSchema.safeParse(secretsOf(values)),
  ];
  for (const issue of parsed.flatMap((result) => result.error?.issues ?? [])) {
    const field = fieldAt(issue.path.join('.'));
    if (field) errors[field] ??= issue.message;
  }
  if (isSyntheticForm(values)) return errors;
  if (values.bucket.trim() === '') errors.bucket = 'Enter the bucket’s name.';
  Object.assign(errors, proxyErrors(values, kept));
  if (values.apiHash.trim() === '' && !kept.hasApiHash) errors.apiHash = 'Enter the API hash.';
  const needsSecret = values.credentialsKind === 'keys' && !kept.hasSecretAccessKey;
  if (needsSecret && values.secretAccessKey.trim() === '') errors.secretAccessKey = 'Enter the secret key.';
  return errors;
}

function proxyErrors(values: ProfileFormValues, kept: KeptSecrets): ProfileFormErrors {
  const { proxyUsername, proxyPassword } = values;
  if (!usesProxyCredentials(values)) return {};
  if (proxyUsername === '' && proxyPassword === '' && kept.hasProxyCredentials) return {};
  if (proxyUsername === '') return { proxyUsername: 'Enter the user name.' };
  if (proxyUsername.includes(':')) return { proxyUsername: 'A user name has no colon.' };
  return proxyPassword === '' ? { proxyPassword: 'Enter the password.' } : {};
}

/** Fields that stand under “Advanced”. */
const advancedFields: readonly (keyof ProfileFormValues)[] = [
  'proxyAddress',
  'proxyUsername',
  'proxyPassword',
  'kmsKeyId',
];

export function hasAdvancedError(errors: object): boolean {
  return advancedFields.some((field) => field in errors);
}

export function payloadOf(
  values: ProfileFormValues,
  id: string | null,
  importId: string | null,
): RequestOf<'profiles:save'> {
  return { id, importId, draft: draftOf(values), secrets: secretsOf(values) };
}

/** Main's own complaint about a field, if the form has that field. */
export function fieldErrorOf(error: AppError): ProfileFormErrors | null {
  if (error.code !== 'profile-invalid' && error.code !== 'request-invalid') return null;
  const field = fieldAt(String(error.params?.field ?? ''));
  return field ? { [field]: String(error.params?.reason ?? 'This value was refused.') } : null;
}

/** The address that an endpoint with letters beyond ASCII leads to, to be compared; null for any other. */
export function foreignAddress(endpoint: string): string | null {
  const typed = endpoint.trim();
  if (!URL.canParse(typed) || !/\P{ASCII}/u.test(typed)) return null;
  return normalAddress(typed);
}

/** Whether keys and sessions would travel unencrypted over a network. */
export function isPlainHttpRemote(endpoint: string): boolean {
  if (!URL.canParse(endpoint.trim())) return false;
  const { protocol, hostname } = new URL(endpoint.trim());
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'http:' && !loopback;
}
