import { Box, Button, Group, Input, Text } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuthorityView } from '../../../../shared/profiles.ts';
import type { AppError } from '../../../../shared/result.ts';
import { request } from '../../bridge.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatDay } from '../../components/format.ts';

/** The CA file of a profile: as it is stored, or as it was chosen or removed since. */
export interface AuthorityState {
  shown: AuthorityView | null;
  /** The effect of saving: absent keeps the stored one, null removes it. */
  choiceId?: string | null;
}

interface AuthorityFieldProps {
  value: AuthorityState;
  onChange: (value: AuthorityState) => void;
}

/** Main opens the dialog and reads the file, so that no script in the window can name one. */
export function AuthorityField({ value, onChange }: AuthorityFieldProps) {
  const [error, setError] = useState<AppError | null>(null);
  const choose = async () => {
    const result = await request('profiles:choose-authority', undefined);
    setError(result.ok ? null : result.error);
    if (!result.ok || !result.value) return;
    onChange({ shown: result.value.authority, choiceId: result.value.choiceId });
  };
  const remove = () => {
    setError(null);
    onChange({ shown: null, choiceId: null });
  };
  const { shown } = value;
  return (
    <Input.Wrapper
      labelElement="div"
      role="group"
      aria-label="CA file"
      label="CA file"
      description="For a store with a private certificate. One or more certificates in PEM form."
    >
      <Group mt={6} gap="sm" wrap="nowrap" justify="space-between">
        <Text size="sm" {...(!shown && { c: 'dimmed' })} style={{ overflowWrap: 'anywhere' }}>
          {shown ? <AuthorityFacts authority={shown} /> : 'None: the usual public CAs are trusted.'}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {shown && (
            <Button size="xs" variant="default" onClick={remove}>
              Remove
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCertificate size={16} aria-hidden />}
            onClick={() => void choose()}
          >
            {shown ? 'Replace…' : 'Choose file…'}
          </Button>
        </Group>
      </Group>
      {error && (
        <Box mt="sm">
          <ErrorMessage error={error} />
        </Box>
      )}
    </Input.Wrapper>
  );
}

function AuthorityFacts({ authority: { fileName, subjects, expiresAt } }: { authority: AuthorityView }) {
  return (
    <>
      <b>{fileName}</b>: {subjects.join(', ')}. Expires {formatDay(expiresAt)}.
    </>
  );
}
