import { fail, ok } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';
import { withSelected } from './with-selected.ts';

type NamespaceChannel = Extract<keyof Handlers, `namespaces:${string}`>;

interface NamespaceHandlerParts {
  /** Those of the selected profile, or null without one. */
  current(): Promise<Namespaces | null>;
  copyText(text: string): void;
  confirm: Confirm;
}

export function namespaceHandlers({
  current,
  copyText,
  confirm,
}: NamespaceHandlerParts): Pick<Handlers, NamespaceChannel> {
  const withCurrent = withSelected(current);

  return {
    'namespaces:list': () => withCurrent(async (namespaces) => ok(namespaces.listing())),
    'namespaces:refresh': () => withCurrent(async (namespaces) => ok(namespaces.refresh())),
    'namespaces:open': ({ namespace }) => withCurrent((namespaces) => namespaces.open(namespace)),
    'namespaces:create': ({ namespace }) => withCurrent((namespaces) => namespaces.create(namespace)),
    'namespaces:forget': ({ namespace }) => withCurrent((namespaces) => namespaces.forget(namespace)),
    'namespaces:check-now': ({ namespace }) =>
      withCurrent(async (namespaces) => {
        const stored = await namespaces.stored(namespace);
        if (!stored.ok) return stored;
        const { state, object } = stored.value;
        if (state !== 'present' || !object?.fingerprint) return fail('nothing-stored', { namespace });
        const { fingerprint } = object;
        const confirmed = await confirm({ kind: 'check', sessions: [{ namespace, fingerprint }] });
        return confirmed.ok ? namespaces.checkNow(namespace, fingerprint) : confirmed;
      }),
    // Not asked about: the same key is written as Telethon spells it, over the text that was read and no other.
    'namespaces:repair': ({ namespace }) => withCurrent((namespaces) => namespaces.repair(namespace)),
    'namespaces:save': ({ namespace }) => withCurrent((namespaces) => namespaces.save(namespace)),
    'namespaces:copy-uri': ({ namespace }) =>
      withCurrent(async (namespaces) => {
        copyText(namespaces.uriOf(namespace));
        return ok(null);
      }),
  };
}
