import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { Result } from '../../../../shared/result.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { Handlers } from '../requests.ts';

type NamespaceChannel = Extract<keyof Handlers, `namespaces:${string}`>;

interface NamespaceHandlerParts {
  /** Those of the selected profile, or null without one. */
  current(): Promise<Namespaces | null>;
  copyText(text: string): void;
}

export function namespaceHandlers({
  current,
  copyText,
}: NamespaceHandlerParts): Pick<Handlers, NamespaceChannel> {
  async function withCurrent<T, C extends ErrorCode>(
    use: (namespaces: Namespaces) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing'>> {
    const namespaces = await current();
    return namespaces ? use(namespaces) : fail('profile-missing');
  }

  return {
    'namespaces:list': () => withCurrent(async (namespaces) => ok(namespaces.listing())),
    'namespaces:refresh': () => withCurrent(async (namespaces) => ok(namespaces.refresh())),
    'namespaces:open': ({ namespace }) => withCurrent((namespaces) => namespaces.open(namespace)),
    'namespaces:create': ({ namespace }) => withCurrent((namespaces) => namespaces.create(namespace)),
    'namespaces:forget': ({ namespace }) => withCurrent((namespaces) => namespaces.forget(namespace)),
    'namespaces:check-now': ({ namespace }) => withCurrent((namespaces) => namespaces.checkNow(namespace)),
    'namespaces:repair': ({ namespace }) => withCurrent((namespaces) => namespaces.repair(namespace)),
    'namespaces:save': ({ namespace }) => withCurrent((namespaces) => namespaces.save(namespace)),
    'namespaces:copy-uri': ({ namespace }) =>
      withCurrent(async (namespaces) => {
        copyText(namespaces.uriOf(namespace));
        return ok(null);
      }),
  };
}
