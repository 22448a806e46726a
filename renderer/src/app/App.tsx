import { Button, Center, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { ErrorMessage } from '../components/ErrorMessage.tsx';
import { Welcome } from '../features/profiles/Welcome.tsx';
import { QuitDialog } from '../features/recovery/QuitDialog.tsx';
import { BackgroundSignIns } from '../features/sign-in/BackgroundSignIns.tsx';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';
import { useApp } from '../stores/app.ts';
import { useProfiles } from '../stores/profiles.ts';
import { useQuit } from '../stores/quit.ts';
import { useSignIn } from '../stores/sign-in.ts';
import { subscribeStores } from '../stores/subscriptions.ts';
import { useVault } from '../stores/vault.ts';
import { Browser } from './Browser.tsx';
import { Notices } from './Notices.tsx';

const Dialogs = lazy(() => import('./Dialogs.tsx'));

export function App() {
  const dialogWanted = useApp((state) => state.dialog !== null);
  useEffect(() => {
    const stop = subscribeStores();
    void start();
    return stop;
  }, []);
  return (
    <>
      <Screen />
      {dialogWanted && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
      <SignInDialog />
      <BackgroundSignIns />
      <QuitDialog />
    </>
  );
}

async function start(): Promise<void> {
  await Promise.all([
    useApp.getState().loadInfo(),
    useProfiles.getState().load(),
    useSignIn.getState().load(),
    useVault.getState().load(),
    useQuit.getState().load(),
  ]);
}

function Screen() {
  const info = useApp((state) => state.info);
  const profiles = useProfiles((state) => state.profiles);
  const infoError = useApp((state) => state.infoError);
  const profilesError = useProfiles((state) => state.loadError);
  const error = infoError ?? profilesError;
  if (error) {
    return (
      <Center component="main" h="100%" p="xl">
        <ErrorMessage
          error={error}
          actions={
            <Button mt="sm" variant="light" color="red" onClick={() => void start()}>
              Try again
            </Button>
          }
        />
      </Center>
    );
  }
  if (!info || !profiles) {
    return (
      <Center component="main" h="100%" aria-label="Starting" aria-busy>
        <Loader size="sm" />
      </Center>
    );
  }
  return profiles.length === 0 ? <Welcome notices={<Notices info={info} />} /> : <Browser info={info} />;
}
