import { Alert, Button, Divider, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  type IdleChoice,
  idleChoices,
  type LockSettings,
  productionIdleMinutes,
} from '../../../../shared/lock.ts';
import type { AppError } from '../../../../shared/result.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useLock } from '../../stores/lock.ts';
import { selectedProfile, useProfiles } from '../../stores/profiles.ts';
import { LockPassphraseForm } from './LockPassphraseForm.tsx';

const byProfile = 'by-profile';

export function LockDialog({ onClose }: { onClose: () => void }) {
  const view = useLock((state) => state.view);
  const lockNow = useLock((state) => state.lockNow);
  const [changing, setChanging] = useState(false);
  if (!view?.settings) return null;
  const { opensWith, settings } = view;
  return (
    <Dialog onClose={onClose} title="Lock settings" size={520}>
      <Stack>
        <Text size="md">
          A locked app shows nothing and answers only to its passphrase. Sign-ins, storing and watching go on.
          It keeps an unattended screen from being used; it does not protect the files on this computer.
        </Text>
        <IdleSelect settings={settings} />
        {opensWith === null && settings.idleMinutes !== null && (
          <Alert role="note" color="yellow" variant="light" title="Not yet: a passphrase is missing">
            Set one below, and the app locks as chosen.
          </Alert>
        )}
        <Divider label="Passphrase" labelPosition="left" />
        {opensWith === 'vault-passphrase' && (
          <Text size="md">
            The lock opens with the passphrase that seals the secrets on this computer. It needs no other.
          </Text>
        )}
        {opensWith === 'own-passphrase' && !changing && (
          <Group justify="space-between">
            <Text size="md">A passphrase is set.</Text>
            <Button size="xs" variant="default" onClick={() => setChanging(true)}>
              Change or remove…
            </Button>
          </Group>
        )}
        {(opensWith === null || changing) && (
          <LockPassphraseForm isSet={opensWith === 'own-passphrase'} onDone={() => setChanging(false)} />
        )}
        {opensWith !== null && !changing && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button onClick={() => void lockNow()}>Lock now</Button>
          </Group>
        )}
      </Stack>
    </Dialog>
  );
}

function IdleSelect({ settings }: { settings: LockSettings }) {
  const configure = useLock((state) => state.configure);
  const production = useProfiles((state) => selectedProfile(state)?.production ?? false);
  const [error, setError] = useState<AppError | null>(null);
  const choose = async (value: string | null) => {
    const minutes = idleChoices.find((choice) => String(choice) === value) ?? null;
    const result = await configure(minutes);
    setError(result.ok ? null : result.error);
  };
  const words = production ? idleWords(productionIdleMinutes) : 'never';
  return (
    <>
      <Select
        label="Lock when the app is not used"
        description="Also when the screen is locked or the computer sleeps, unless it is “Never”."
        allowDeselect={false}
        data={[
          { value: byProfile, label: `As the profile says (now: ${words})` },
          ...idleChoices.map((choice) => ({ value: String(choice), label: choiceWords(choice) })),
        ]}
        value={settings.chosenMinutes === null ? byProfile : String(settings.chosenMinutes)}
        onChange={(value) => void choose(value)}
      />
      {error && <ErrorMessage error={error} />}
    </>
  );
}

function idleWords(minutes: number): string {
  return minutes === 1 ? 'after 1 minute' : `after ${minutes} minutes`;
}

function choiceWords(choice: IdleChoice): string {
  return choice === 0 ? 'Never' : idleWords(choice).replace('after', 'After');
}
