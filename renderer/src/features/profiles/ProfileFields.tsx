import { Alert, Checkbox, PasswordInput, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { AwsProfileInput } from './AwsProfileInput.tsx';
import { ColourPicker } from './ColourPicker.tsx';
import {
  foreignAddress,
  isPlainHttpRemote,
  isSyntheticForm,
  type KeptSecrets,
  type ProfileFormValues,
} from './profile-form.ts';

export type ProfileForm = UseFormReturnType<ProfileFormValues>;

export const keptPlaceholder = 'Kept. Type to replace it.';

export function ProfileFields({ form }: { form: ProfileForm }) {
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          data-autofocus
          withAsterisk
          label="Profile name"
          placeholder="Production"
          {...form.getInputProps('name')}
        />
        <ColourPicker
          value={form.values.colour}
          onChange={(colour) => form.setFieldValue('colour', colour)}
        />
      </SimpleGrid>
      <Checkbox
        label="Production"
        description="Marks the window, and locks the app after 15 minutes without use."
        {...form.getInputProps('production', { type: 'checkbox' })}
      />
    </Stack>
  );
}

interface StoreFieldsProps {
  form: ProfileForm;
  kept: KeptSecrets;
  /** The profile that is edited was saved with a secret key. */
  hasSavedKey: boolean;
  /** The secret key that main has is for another place than the form says. */
  isKeyElsewhere: boolean;
}

export function StoreFields({ form, kept, hasSavedKey, isKeyElsewhere }: StoreFieldsProps) {
  const required = !isSyntheticForm(form.values);
  const kind = form.values.credentialsKind;
  const foreign = foreignAddress(form.values.endpoint);
  return (
    <Stack gap="sm">
      <TextInput
        label="Endpoint"
        description="AWS_S3_ENDPOINT. Leave empty for AWS."
        placeholder="http://localhost:9000"
        spellCheck={false}
        {...form.getInputProps('endpoint')}
      />
      {foreign && (
        <Alert role="note" color="orange" variant="light" title="This address has letters beyond a to z">
          It leads to <b>{foreign}</b>. Letters of other alphabets can look like those that you expect.
        </Alert>
      )}
      {isPlainHttpRemote(form.values.endpoint) && (
        <Alert role="note" color="orange" variant="light" title="This connection is not encrypted">
          Sessions would cross the network in readable form. Use https, unless you trust every machine in
          between.
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          withAsterisk={required}
          label="Bucket"
          description="AWS_S3_SESSION_BUCKET"
          spellCheck={false}
          {...form.getInputProps('bucket')}
        />
        <TextInput
          withAsterisk
          label="Region"
          description="AWS_REGION"
          spellCheck={false}
          {...form.getInputProps('region')}
        />
      </SimpleGrid>
      <Radio.Group label="Credentials" {...form.getInputProps('credentialsKind')}>
        <Stack gap={8} mt={6}>
          <Radio value="keys" label="Access key and secret key" />
          <Radio value="default-chain" label="AWS default chain (environment, SSO, instance role)" />
          <Radio value="named-profile" label="Named AWS profile (SSO included)" />
        </Stack>
      </Radio.Group>
      {hasSavedKey && kind !== 'keys' && (
        <Text size="sm" c="dimmed">
          Saving removes this profile’s secret key from this computer.
        </Text>
      )}
      {kind !== 'keys' && required && (
        <Text size="sm" c="dimmed">
          The app asks once, outside of this window, before it uses these credentials for a place.
        </Text>
      )}
      {kind === 'keys' && isKeyElsewhere && (
        <Alert role="note" color="yellow" variant="light" title="Enter the secret key again">
          The one that is kept is for another endpoint, region, bucket or proxy. It is never sent anywhere
          else, and saving makes the app forget it.
        </Alert>
      )}
      {kind === 'keys' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            withAsterisk={required}
            label="Access key"
            description="AWS_ACCESS_KEY"
            spellCheck={false}
            autoComplete="off"
            {...form.getInputProps('accessKeyId')}
          />
          <PasswordInput
            withAsterisk={required && !kept.hasSecretAccessKey}
            label="Secret key"
            description="AWS_SECRET_KEY"
            placeholder={kept.hasSecretAccessKey ? keptPlaceholder : ''}
            autoComplete="off"
            {...form.getInputProps('secretAccessKey')}
          />
        </SimpleGrid>
      )}
      {kind === 'named-profile' && <AwsProfileInput {...form.getInputProps('awsProfile')} />}
    </Stack>
  );
}

export function ConnectorFields({ form, kept }: { form: ProfileForm; kept: KeptSecrets }) {
  const synthetic = isSyntheticForm(form.values);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          withAsterisk
          label="API ID"
          description="API_ID, from my.telegram.org"
          inputMode="numeric"
          {...form.getInputProps('apiId')}
        />
        <PasswordInput
          withAsterisk={!synthetic && !kept.hasApiHash}
          label="API hash"
          description="API_HASH, from my.telegram.org"
          placeholder={kept.hasApiHash ? keptPlaceholder : ''}
          autoComplete="off"
          {...form.getInputProps('apiHash')}
        />
      </SimpleGrid>
      {synthetic && (
        <Alert role="note" variant="light" title="API ID 0: synthetic accounts">
          The connector’s FakeClient. Sign-ins are made up, nothing is sent to Telegram, and no bucket or
          credentials are needed.
        </Alert>
      )}
      <TextInput
        withAsterisk
        label="Default namespace"
        description="SESSION. Opened when nothing else was open before."
        spellCheck={false}
        {...form.getInputProps('defaultNamespace')}
      />
    </Stack>
  );
}
