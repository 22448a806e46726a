import { Button, Center, Loader } from '@mantine/core';
import { ErrorMessage } from '../components/ErrorMessage.tsx';
import { loaded } from '../components/loaded.tsx';
import { UnreadableFiles } from '../features/files/UnreadableFiles.tsx';
import { Welcome } from '../features/profiles/Welcome.tsx';
import { QuitDialog } from '../features/recovery/QuitDialog.tsx';
import { BackgroundSignIns } from '../features/sign-in/BackgroundSignIns.tsx';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';
import { useApp } from '../stores/app.ts';
import { useFiles } from '../stores/files.ts';
import { loadStores } from '../stores/load.ts';
import { useProfiles } from '../stores/profiles.ts';
import { Browser } from './Browser.tsx';
import { Notices } from './Notices.tsx';

const Dialogs = loaded(() => import('./Dialogs.tsx'));

export function App() {
  const dialogWanted = useApp((state) => state.dialog !== null);
  return (
    <>
      <Screen />
      {dialogWanted && <Dialogs />}
      <SignInDialog />
      <BackgroundSignIns />
      <QuitDialog />
    </>
  );
}

function Screen() {
  const info = useApp((state) => state.info);
  const profiles = useProfiles((state) => state.profiles);
  const infoError = useApp((state) => state.infoError);
  const profilesError = useProfiles((state) => state.loadError);
  const files = useFiles((state) => state.problems);
  const essential = files?.filter((file) => file.essential) ?? [];
  if (essential.length > 0) return <UnreadableFiles problems={essential} />;
  const error = infoError ?? profilesError;
  if (error) {
    return (
      <Center component="main" h="100%" p="xl">
        <ErrorMessage
          error={error}
          actions={
            <Button mt="sm" variant="light" color="red" onClick={() => void loadStores()}>
              Try again
            </Button>
          }
        />
      </Center>
    );
  }
  if (!info || !files || !profiles) {
    return (
      <Center component="main" h="100%" aria-label="Starting" aria-busy>
        <Loader size="sm" />
      </Center>
    );
  }
  return profiles.length === 0 ? <Welcome notices={<Notices info={info} />} /> : <Browser info={info} />;
}
