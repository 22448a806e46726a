import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { Providers } from './app/Providers.tsx';

/** Draws one of the app's pages. */
export function draw(page: ReactNode): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  // Mantine's scroll lock asks get-nonce, which reads this global, for the nonce of its style element.
  Object.assign(globalThis, { __webpack_nonce__: nonce });

  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  createRoot(root).render(
    <StrictMode>
      <Providers nonce={nonce}>
        <ErrorBoundary>{page}</ErrorBoundary>
      </Providers>
    </StrictMode>,
  );
}
