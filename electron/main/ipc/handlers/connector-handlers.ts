import { isDeepStrictEqual } from 'node:util';
import type { NotConfirmed } from '../../../../shared/confirmation.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { StoredProfile } from '../../profiles/profiles.ts';
import { connectorEnv } from '../../profiles/write-connector-env.ts';
import type { Handlers } from '../requests.ts';
import { type Confirm, profileFacts } from './confirm.ts';
import { withSelected } from './with-selected.ts';

type ConnectorChannel = Extract<keyof Handlers, `connector:${string}`>;

/** Why the connector's secrets are not all there. */
type SecretsErrorCode =
  | 'env-value-unwritable'
  | 'api-hash-missing'
  | 'store-secret-closed'
  | 'store-secret-missing';

interface ConnectorHandlerParts {
  /** The selected profile, or null without one. */
  current(): Promise<StoredProfile | null>;
  copyText(text: string): void;
  /** Copies what must not stay in the clipboard. */
  copySecret(text: string): Promise<void>;
  confirm: Confirm;
}

export function connectorHandlers(parts: ConnectorHandlerParts): Pick<Handlers, ConnectorChannel> {
  const withCurrent = withSelected(parts.current);

  async function copyWithSecrets(
    profile: StoredProfile,
    namespace: string,
  ): Promise<Result<null, SecretsErrorCode | NotConfirmed | 'conflict-changed'>> {
    const { draft, secrets } = profile;
    const complete = secretsComplete(profile);
    if (!complete.ok) return complete;
    const lines = connectorEnv(draft, namespace, secrets);
    if (!lines.ok) return lines;
    const confirmed = await parts.confirm({
      kind: 'copy-secrets',
      namespace,
      profile: profileFacts(draft),
    });
    if (!confirmed.ok) return confirmed;
    // Another profile may have been chosen, or this one changed, while the question stood.
    if (!isDeepStrictEqual(await parts.current(), profile)) return fail('conflict-changed');
    await parts.copySecret(fileText(lines.value));
    return ok(null);
  }

  return {
    'connector:env': ({ namespace }) =>
      withCurrent(async ({ draft }) => {
        const lines = connectorEnv(draft, namespace, null);
        return lines.ok ? ok({ lines: lines.value }) : lines;
      }),

    'connector:copy-env': ({ namespace, withSecrets }) =>
      withCurrent(async (profile) => {
        if (withSecrets) return copyWithSecrets(profile, namespace);
        const lines = connectorEnv(profile.draft, namespace, null);
        if (!lines.ok) return lines;
        parts.copyText(fileText(lines.value));
        return ok(null);
      }),
  };
}

function fileText(lines: string[]): string {
  return `${lines.join('\n')}\n`;
}

function secretsComplete({ draft, secrets, secretKeyClosed }: StoredProfile): Result<null, SecretsErrorCode> {
  const { credentials, apiId } = draft;
  if (apiId === 0) return ok(null);
  if (secrets.apiHash === undefined) return fail('api-hash-missing');
  const needsKey = credentials.kind === 'keys' && secrets.secretAccessKey === undefined;
  if (!needsKey) return ok(null);
  return fail(secretKeyClosed ? 'store-secret-closed' : 'store-secret-missing');
}
