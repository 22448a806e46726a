import type { RequestOf } from '../../../../shared/ipc.ts';
import { defaultNamespace } from '../../../../shared/namespaces.ts';
import {
  defaultRegion,
  type ImportedProfile,
  type ProfileCredentials,
  type ProfileDraft,
  type ProfileView,
  profileDraftSchema,
  profileSecretsSchema,
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
  apiId: string;
  apiHash: string;
  defaultNamespace: string;
  production: boolean;
}

/** Where the secrets that are already in main come from. */
export interface KeptSecrets {
  hasSecretAccessKey: boolean;
  hasApiHash: boolean;
}

export type ProfileFormErrors = Partial<Record<keyof ProfileFormValues, string>>;

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
    apiId: draft.apiId === null ? '' : String(draft.apiId),
    defaultNamespace: draft.defaultNamespace,
    production: draft.production,
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
    apiId,
    defaultNamespace: namespace,
    production: values.production,
  };
}

function secretsOf(values: ProfileFormValues): RequestOf<'profiles:save'>['secrets'] {
  const secrets: RequestOf<'profiles:save'>['secrets'] = {};
  const usesKey = values.credentialsKind === 'keys';
  if (usesKey && values.secretAccessKey.trim() !== '') secrets.secretAccessKey = values.secretAccessKey;
  if (values.apiHash.trim() !== '') secrets.apiHash = values.apiHash;
  return secrets;
}

/** The schema's path and main's `field` name a field of the form, or nothing that the form knows. */
function fieldAt(path: string): keyof ProfileFormValues | null {
  const name = path.split('.').at(-1) ?? '';
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
  if (values.apiHash.trim() === '' && !kept.hasApiHash) errors.apiHash = 'Enter the API hash.';
  const needsSecret = values.credentialsKind === 'keys' && !kept.hasSecretAccessKey;
  if (needsSecret && values.secretAccessKey.trim() === '') errors.secretAccessKey = 'Enter the secret key.';
  return errors;
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

/** Whether keys and sessions would travel unencrypted over a network. */
export function isPlainHttpRemote(endpoint: string): boolean {
  if (!URL.canParse(endpoint.trim())) return false;
  const { protocol, hostname } = new URL(endpoint.trim());
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'http:' && !loopback;
}
