import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ProfileView } from '../../../../shared/profiles.ts';
import type { AppError } from '../../../../shared/result.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { Name } from '../../components/Name.tsx';
import { notifyError } from '../../components/notify.ts';
import { useProfiles } from '../../stores/profiles.ts';

export function RemoveProfileDialog({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const remove = useProfiles((state) => state.remove);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const result = await remove(profile.id);
    setBusy(false);
    if (!result.ok) return setError(result.error);
    if (result.value.left) notifyError(result.value.left);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title="Remove profile">
      <Stack>
        <Text size="md">
          The app forgets{' '}
          <b>
            <Name of={profile.name} />
          </b>{' '}
          with its secrets and the names it has seen. The bucket and its sessions stay as they are.
        </Text>
        {error && <ErrorMessage error={error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button color="red.9" loading={busy} onClick={() => void confirm()}>
            Remove
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
