import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';
import { type ConnectorField, variableOfField } from './read-connector-variables.ts';

const placeholders: Partial<Record<ConnectorField, string>> = {
  secretAccessKey: '<secret key>',
  apiHash: '<API hash>',
};

/**
 * The lines of the `.env` with which the connector finds this profile's session. Without `secrets` placeholders stand
 * where they belong. Where AWS itself finds the credentials, the connector's host must, so those lines are left out.
 */
export function connectorEnv(
  draft: ProfileDraft,
  namespace: string,
  secrets: ProfileSecrets | null,
): string[] {
  const values = valuesOf(draft, namespace, secrets ?? placeholders);
  return values.map(([field, value]) => `${variableOfField[field]}=${quoted(value)}`);
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

/** Quotes what a `.env` reader would cut or expand: spaces, `#`, `$`, quotes. */
function quoted(value: string): string {
  if (/^[\w./:+=@%<>,~-]*$/.test(value) || placeholderTexts.has(value)) return value;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'";
  return `${quote}${value}${quote}`;
}

const placeholderTexts: ReadonlySet<string> = new Set(Object.values(placeholders));
