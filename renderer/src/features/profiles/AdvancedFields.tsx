import {
  Accordion,
  Checkbox,
  NativeSelect,
  PasswordInput,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { AuthorityField, type AuthorityState } from './AuthorityField.tsx';
import { keptPlaceholder, type ProfileForm } from './ProfileFields.tsx';
import { type KeptSecrets, type ProfileFormValues, usesProxyCredentials } from './profile-form.ts';

const encryptions: { value: ProfileFormValues['encryptionKind']; label: string }[] = [
  { value: 'none', label: 'None asked for' },
  { value: 'AES256', label: 'AES256 (SSE-S3)' },
  { value: 'aws:kms', label: 'aws:kms (SSE-KMS)' },
];

interface AdvancedFieldsProps {
  form: ProfileForm;
  kept: KeptSecrets;
  authority: AuthorityState;
  onAuthority: (authority: AuthorityState) => void;
  opened: boolean;
  onOpened: (opened: boolean) => void;
}

/** Fields that only some networks and some buckets ask for. */
export function AdvancedFields(props: AdvancedFieldsProps) {
  const { form, kept, authority, onAuthority, opened, onOpened } = props;
  return (
    <Accordion
      variant="contained"
      // What is wrong in here can be focused as soon as it is opened.
      transitionDuration={0}
      value={opened ? 'advanced' : null}
      onChange={(value) => onOpened(value !== null)}
    >
      <Accordion.Item value="advanced">
        <Accordion.Control>Advanced: CA file, proxy, encryption</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">
            <AuthorityField value={authority} onChange={onAuthority} />
            <ProxyFields form={form} kept={kept} />
            <EncryptionFields form={form} />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function ProxyFields({ form, kept }: { form: ProfileForm; kept: KeptSecrets }) {
  const placeholder = kept.hasProxyCredentials ? keptPlaceholder : '';
  return (
    <Stack gap="sm">
      <TextInput
        label="Proxy"
        description="Between this computer and the store; it must allow CONNECT. Leave empty for none."
        placeholder="http://proxy.example.org:3128"
        spellCheck={false}
        {...form.getInputProps('proxyAddress')}
      />
      {form.values.proxyAddress.trim() !== '' && (
        <Checkbox
          label="The proxy asks for a user name and a password"
          {...form.getInputProps('proxySignsIn', { type: 'checkbox' })}
        />
      )}
      {usesProxyCredentials(form.values) && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            withAsterisk={!kept.hasProxyCredentials}
            label="Proxy user name"
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('proxyUsername')}
          />
          <PasswordInput
            withAsterisk={!kept.hasProxyCredentials}
            label="Proxy password"
            placeholder={placeholder}
            autoComplete="off"
            {...form.getInputProps('proxyPassword')}
          />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function EncryptionFields({ form }: { form: ProfileForm }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label="Server-side encryption"
        description="The header that a bucket may demand of writes."
        data={encryptions}
        {...form.getInputProps('encryptionKind')}
      />
      {form.values.encryptionKind === 'aws:kms' && (
        <TextInput
          label="KMS key"
          description="ID, alias or ARN. Leave empty for the default key."
          spellCheck={false}
          {...form.getInputProps('kmsKeyId')}
        />
      )}
    </SimpleGrid>
  );
}
