import { Button, Center, Loader, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { LockView } from '../../../../shared/lock.ts';
import type { AppError } from '../../../../shared/result.ts';
import { request } from '../../bridge.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatCountdown } from '../../components/format.ts';
import { useCountdown } from '../../components/use-now.ts';
import classes from './LockScreen.module.css';

/** All that is drawn while the app is locked. */
export function LockScreen() {
  const [view, setView] = useState<LockView | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const look = async () => {
    const result = await request('lock:status', undefined);
    if (result.ok) setView(result.value);
    else setError(result.error);
    return result;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page is drawn
  useEffect(() => {
    void look();
  }, []);
  return (
    <Center component="main" mih="100%" p="xl">
      <Stack className={classes.card} gap="md">
        <IconLock size={32} stroke={1.5} aria-hidden />
        <div>
          <Title order={1} size="h3">
            Locked
          </Title>
          <Text c="dimmed" size="md">
            Sign-ins that are open, and sessions waiting to be stored, go on behind this page.
          </Text>
        </div>
        {view ? (
          <PassphraseForm view={view} look={look} />
        ) : (
          !error && <Loader size="sm" aria-label="Starting" />
        )}
        {error && <ErrorMessage error={error} />}
      </Stack>
    </Center>
  );
}

interface PassphraseFormProps {
  view: LockView;
  /** Asks main anew how long to wait. */
  look(): Promise<unknown>;
}

function PassphraseForm({ view, look }: PassphraseFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(view.problem);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const seconds = useCountdown(view.waitUntil ?? 0);
  const waiting = seconds > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // Without the file nobody knows the passphrase: anything has main read it anew.
    if (waiting || busy || (passphrase === '' && !view.problem)) return input.current?.focus();
    setBusy(true);
    const result = await request('lock:unlock', { passphrase: passphrase || ' ' });
    // Otherwise main draws the app in this page's place.
    if (result.ok) return;
    setBusy(false);
    setError(result.error);
    setPassphrase('');
    await look();
    input.current?.focus();
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Unlock">
      <Stack gap="sm">
        <PasswordInput
          ref={input}
          autoFocus
          label="Passphrase"
          description={
            view.opensWith === 'vault-passphrase'
              ? 'The one that seals the secrets on this computer.'
              : 'The one that was set for the lock.'
          }
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
        />
        {error && <ErrorMessage error={error} />}
        <Button type="submit" fullWidth loading={busy} disabled={waiting}>
          {waiting ? `Try again in ${formatCountdown(seconds)}` : 'Unlock'}
        </Button>
        <details className={classes.help}>
          <summary>Forgot the passphrase?</summary>
          <Text size="sm" mt={6}>
            Quit the app, delete the file lock.json in its data folder and start it again: the lock is off,
            and nothing else is lost. The lock keeps an unattended screen from being used. It does not protect
            the files.
          </Text>
        </details>
      </Stack>
    </form>
  );
}
