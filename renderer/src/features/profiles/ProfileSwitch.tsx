import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconFileImport,
  IconPencil,
  IconPlus,
  IconSelector,
  IconStethoscope,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import type { ProfileView } from '../../../../shared/profiles.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { Name } from '../../components/Name.tsx';
import { notifyError } from '../../components/notify.ts';
import { useApp } from '../../stores/app.ts';
import { selectedProfile, useProfiles } from '../../stores/profiles.ts';
import { swatchOf } from './colours.ts';
import { importProfile, newProfile } from './import-profile.ts';
import classes from './ProfileSwitch.module.css';

export function ProfileSwitch() {
  const profiles = useProfiles((state) => state.profiles) ?? [];
  const selected = useProfiles(selectedProfile);
  const select = useProfiles((state) => state.select);
  const openDialog = useApp((state) => state.openDialog);
  const switchTo = async (id: string) => {
    const result = await select(id);
    if (!result.ok) notifyError(result.error);
  };

  return (
    <Menu width="target" position="bottom-start" offset={2}>
      <Menu.Target>
        <UnstyledButton
          className={classes.switch}
          aria-label={`Profile: ${visibleText(selected?.name ?? 'none chosen')}`}
        >
          <span className={classes.band} style={{ background: swatchOf(selected?.colour ?? 'gray') }} />
          <ProfileWords profile={selected} />
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Switch to</Menu.Label>
        {profiles.map((profile) => (
          <Menu.Item
            key={profile.id}
            aria-current={profile.id === selected?.id}
            className={classes.item}
            onClick={() => void switchTo(profile.id)}
            leftSection={<span className={classes.dot} style={{ background: swatchOf(profile.colour) }} />}
          >
            <Name of={profile.name} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        {selected && (
          <>
            <Menu.Item
              leftSection={<IconPencil size={15} />}
              onClick={() => openDialog({ kind: 'profile', profile: selected, imported: null })}
            >
              Edit profile
            </Menu.Item>
            <Menu.Item
              leftSection={<IconStethoscope size={15} />}
              onClick={() => openDialog({ kind: 'doctor', profile: selected })}
            >
              Doctor
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void removeProfile(selected.id)}>
              Remove profile
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconPlus size={15} />} onClick={newProfile}>
          New profile
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={15} />} onClick={() => void importProfile('file')}>
          Import a .env file
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTerminal2 size={15} />}
          onClick={() => void importProfile('environment')}
        >
          Import from the environment
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Main asks first. */
async function removeProfile(id: string): Promise<void> {
  const removed = await useProfiles.getState().remove(id);
  if (!removed.ok) notifyError(removed.error);
  else if (removed.value.left) notifyError(removed.value.left);
}

function ProfileWords({ profile }: { profile: ProfileView | null }) {
  if (!profile) return <span className={classes.words}>Choose a profile</span>;
  const place = isSynthetic(profile) ? 'Synthetic accounts' : profile.bucket;
  return (
    <span className={classes.words}>
      <span className={classes.name} title={visibleText(profile.name)}>
        <Name of={profile.name} />
      </span>
      <span className={classes.bucket} title={place}>
        {place}
      </span>
    </span>
  );
}
