import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';
import { envValue } from './env-value.ts';
import { type ConnectorField, variableOfField } from './read-connector-variables.ts';

const placeholders: Partial<Record<ConnectorField, string>> = {
  secretAccessKey: '<secret key>',
  apiHash: '<API hash>',
};

/**
 * The lines of the `.env` with which the connector finds this profile's session. Without `secrets` placeholders stand
 * where they belong. Where AWS itself finds the credentials, the connector's host must, so those lines are left out.
 * Fails by the variable whose value no line can carry.
 */
export function connectorEnv(
  draft: ProfileDraft,
  namespace: string,
  secrets: ProfileSecrets | null,
): Result<string[], 'env-value-unwritable'> {
  const lines: string[] = [];
  for (const [field, value] of valuesOf(draft, namespace, secrets ?? placeholders)) {
    const variable = variableOfField[field];
    const written = placeholderTexts.has(value) ? value : envValue(value);
    if (written === null) return fail('env-value-unwritable', { variable });
    lines.push(`${variable}=${written}`);
  }
  return ok(lines);
}

function valuesOf(
  { endpoint, bucket, region, credentials, apiId }: ProfileDraft,
  namespace: string,
  secrets: ProfileSecrets,
): [ConnectorField, string][] {
  const session: [ConnectorField, string][] = [
    ['defaultNamespace', namespace],
    ['apiId', String(apiId)],
  ];
  if (isSynthetic({ apiId })) return session;
  const keys: [ConnectorField, string][] =
    credentials.kind === 'keys'
      ? [
          ['accessKeyId', credentials.accessKeyId],
          ['secretAccessKey', secrets.secretAccessKey ?? ''],
        ]
      : [];
  return [
    ['endpoint', endpoint],
    ['bucket', bucket],
    ['region', region],
    ...keys,
    ...session,
    ['apiHash', secrets.apiHash ?? ''],
  ];
}

const placeholderTexts: ReadonlySet<string> = new Set(Object.values(placeholders));
