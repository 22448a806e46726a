import { defaultNamespace } from '../../../shared/namespaces.ts';
import {
  defaultRegion,
  type ImportedProfile,
  type ProfileSecrets,
  profileDraftSchema,
  profileSecretsSchema,
} from '../../../shared/profiles.ts';

/** The connector's own variable names, and the profile field each one fills. */
export const variableOfField = {
  endpoint: 'AWS_S3_ENDPOINT',
  accessKeyId: 'AWS_ACCESS_KEY',
  secretAccessKey: 'AWS_SECRET_KEY',
  bucket: 'AWS_S3_SESSION_BUCKET',
  region: 'AWS_REGION',
  defaultNamespace: 'SESSION',
  apiId: 'API_ID',
  apiHash: 'API_HASH',
} as const;

export type ConnectorField = keyof typeof variableOfField;

interface ConnectorVariables {
  draft: ImportedProfile['draft'];
  secrets: ProfileSecrets;
  found: string[];
  refused: { variable: string; reason: string }[];
}

const blankDraft: ImportedProfile['draft'] = {
  name: 'Imported',
  colour: 'blue',
  endpoint: '',
  region: defaultRegion,
  bucket: '',
  credentials: { kind: 'default-chain' },
  // 0 would mean synthetic accounts, which nobody shall get by leaving the variable out.
  apiId: null,
  defaultNamespace,
  production: false,
};

/**
 * Reads a profile from the connector's variables. A value that a profile cannot hold is left out and named in
 * `refused` (never its text); without AWS_ACCESS_KEY the AWS default chain is meant, as in the connector.
 */
export function readConnectorVariables(variables: Record<string, string | undefined>): ConnectorVariables {
  const reader = new VariableReader(variables);
  const draft = { ...blankDraft };
  draft.endpoint = reader.take('endpoint', profileDraftSchema.shape.endpoint) ?? draft.endpoint;
  draft.region = reader.take('region', profileDraftSchema.shape.region) ?? draft.region;
  draft.bucket = reader.take('bucket', profileDraftSchema.shape.bucket) ?? draft.bucket;
  draft.defaultNamespace =
    reader.take('defaultNamespace', profileDraftSchema.shape.defaultNamespace) ?? draft.defaultNamespace;
  draft.apiId = reader.take('apiId', profileDraftSchema.shape.apiId, digitsToNumber) ?? draft.apiId;
  const accessKeyId = reader.text('accessKeyId');
  if (accessKeyId !== null) draft.credentials = { kind: 'keys', accessKeyId };
  draft.name = draft.bucket === '' ? blankDraft.name : draft.bucket.slice(0, 60);

  const secrets: ProfileSecrets = {};
  const secretAccessKey = reader.take('secretAccessKey', profileSecretsSchema.shape.secretAccessKey.unwrap());
  const apiHash = reader.take('apiHash', profileSecretsSchema.shape.apiHash.unwrap());
  if (secretAccessKey !== null) secrets.secretAccessKey = secretAccessKey;
  if (apiHash !== null) secrets.apiHash = apiHash;
  return { draft, secrets, found: reader.found, refused: reader.refused };
}

function digitsToNumber(text: string): unknown {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

interface FieldSchema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } };
}

class VariableReader {
  readonly found: string[] = [];
  readonly refused: { variable: string; reason: string }[] = [];

  constructor(private readonly variables: Record<string, string | undefined>) {}

  /** The variable's text, or null where it is unset or empty. */
  text(field: ConnectorField): string | null {
    const variable = variableOfField[field];
    const text = this.variables[variable]?.trim() ?? '';
    if (text === '') return null;
    this.found.push(variable);
    return text;
  }

  take<T>(
    field: ConnectorField,
    schema: FieldSchema<T>,
    convert: (text: string) => unknown = (text) => text,
  ): T | null {
    const text = this.text(field);
    if (text === null) return null;
    const parsed = schema.safeParse(convert(text));
    if (parsed.success) return parsed.data;
    const reason = parsed.error.issues[0]?.message ?? 'The value is not valid.';
    this.refused.push({ variable: variableOfField[field], reason });
    return null;
  }
}
