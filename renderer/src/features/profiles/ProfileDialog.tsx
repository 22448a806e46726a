import { Alert, Button, Divider, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionReport, ImportedProfile, ProfileView } from '../../../../shared/profiles.ts';
import type { AppError } from '../../../../shared/result.ts';
import { request } from '../../bridge.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useVault } from '../../stores/vault.ts';
import { AdvancedFields } from './AdvancedFields.tsx';
import type { AuthorityState } from './AuthorityField.tsx';
import { ConnectionResult } from './ConnectionResult.tsx';
import { ImportSummary } from './ImportSummary.tsx';
import classes from './ProfileDialog.module.css';
import { ConnectorFields, ProfileFields, StoreFields } from './ProfileFields.tsx';
import {
  fieldErrorOf,
  formOf,
  hasAdvancedError,
  isMoved,
  isSyntheticForm,
  keptFor,
  type ProfileFormValues,
  payloadOf,
  validateProfileForm,
} from './profile-form.ts';

interface ProfileDialogProps {
  profile: ProfileView | null;
  imported: ImportedProfile | null;
  onClose: () => void;
}

export function ProfileDialog({ profile, imported, onClose }: ProfileDialogProps) {
  const [isImportGone, setImportGone] = useState(false);
  const source = isImportGone ? profile : (imported ?? profile);
  const vaultStatus = useVault((state) => state.view?.status);
  const inMemory = vaultStatus === 'memory-only' || vaultStatus === 'passphrase-locked';
  const save = useProfiles((state) => state.save);
  const [working, setWorking] = useState<'saving' | 'testing' | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const form = useForm<ProfileFormValues>({
    initialValues: formOf(imported ?? profile),
    validate: (values) => ({ ...validateProfileForm(values, keptFor(values, source)) }),
    validateInputOnBlur: true,
    onValuesChange: () => setReport(null),
  });
  const kept = keptFor(form.values, source);
  const [authority, setAuthority] = useState<AuthorityState>({ shown: profile?.authority ?? null });
  const [advanced, setAdvanced] = useState(
    Boolean(profile?.authority ?? profile?.proxy ?? profile?.encryption),
  );
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (report || error) outcome.current?.scrollIntoView({ block: 'end' });
  }, [report, error]);
  const payload = (values: ProfileFormValues) => ({
    ...payloadOf(values, profile?.id ?? null, imported?.importId ?? null),
    ...(authority.choiceId !== undefined && { authority: authority.choiceId }),
  });
  const changeAuthority = (changed: AuthorityState) => {
    setAuthority(changed);
    setReport(null);
  };
  /** The first field that is wrong gets the focus, also when it stands in the part that is closed. */
  const showErrors = (errors: object) => {
    if (hasAdvancedError(errors)) setAdvanced(true);
    focusFirstError();
  };

  const showFailure = (failure: AppError) => {
    if (failure.code === 'import-forgotten') setImportGone(true);
    const fields = fieldErrorOf(failure);
    if (fields) {
      form.setErrors({ ...fields });
      showErrors(fields);
    } else setError(failure);
  };

  const submit = form.onSubmit(async (values) => {
    setWorking('saving');
    setError(null);
    const result = await save(payload(values));
    setWorking(null);
    if (!result.ok) return showFailure(result.error);
    notifyDone(`Profile “${result.value.name}” saved`);
    onClose();
  }, showErrors);

  const test = form.onSubmit(async (values) => {
    setWorking('testing');
    setError(null);
    setReport(null);
    const result = await request('profiles:test', payload(values));
    setWorking(null);
    if (result.ok) setReport(result.value);
    else showFailure(result.error);
  }, showErrors);

  return (
    <Dialog onClose={onClose} size={720} title={titleOf(profile, imported)} closeOnClickOutside={false}>
      <form onSubmit={submit} noValidate aria-label="Profile">
        <Stack gap="md">
          {imported && <ImportSummary imported={imported} />}
          {inMemory && (
            <Alert role="note" color="yellow" variant="light" title="Secrets cannot be sealed now">
              The secrets of this profile are kept in memory only. You have to enter them again after a
              restart.
            </Alert>
          )}
          <ProfileFields form={form} />
          <Divider label="Session store" labelPosition="left" />
          <StoreFields
            form={form}
            kept={kept}
            hasSavedKey={profile?.credentials.kind === 'keys'}
            isKeyElsewhere={(source?.hasSecretAccessKey ?? false) && isMoved(form.values, source)}
          />
          <AdvancedFields
            form={form}
            kept={kept}
            authority={authority}
            onAuthority={changeAuthority}
            opened={advanced}
            onOpened={setAdvanced}
          />
          <Divider label="Telegram" labelPosition="left" />
          <ConnectorFields form={form} kept={kept} />
          <div ref={outcome} className={classes.outcome}>
            {report && <ConnectionResult report={report} />}
            {error && <ErrorMessage error={error} />}
          </div>
          <DialogFooter>
            <Button
              variant="default"
              leftSection={<IconPlugConnected size={16} aria-hidden />}
              loading={working === 'testing'}
              disabled={working === 'saving' || isSyntheticForm(form.values)}
              onClick={() => test()}
            >
              Test connection
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={working === 'saving'} disabled={working === 'testing'}>
                Save profile
              </Button>
            </Group>
          </DialogFooter>
        </Stack>
      </form>
    </Dialog>
  );
}

function titleOf(profile: ProfileView | null, imported: ImportedProfile | null): string {
  if (profile) return 'Edit profile';
  return imported ? 'Imported profile' : 'New profile';
}

function focusFirstError(): void {
  requestAnimationFrame(() => {
    // A password's input is marked by its data alone.
    const wrong = 'input:is([aria-invalid="true"], [data-invalid="true"])';
    document.querySelector<HTMLElement>(`form[aria-label="Profile"] ${wrong}`)?.focus();
  });
}
