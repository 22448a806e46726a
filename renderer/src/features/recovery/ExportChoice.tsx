import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AppError, Result } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';

interface ExportChoiceProps {
  /** Main writes the session string, so it never passes through the window. */
  exportTo(to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  onDone: () => void;
}

/** Brings the session string out of the app. */
export function ExportChoice({ exportTo, onDone }: ExportChoiceProps) {
  const [error, setError] = useState<AppError | null>(null);
  const run = async (to: 'file' | 'clipboard') => {
    setError(null);
    const result = await exportTo(to);
    if (!result.ok) return setError(result.error);
    if (!result.value.exported) return;
    notifyDone(
      to === 'file' ? 'Session exported' : 'Session copied. The clipboard is cleared after a minute.',
    );
    onDone();
  };
  return (
    <Stack gap="xs">
      {error && <ErrorMessage error={error} />}
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => void run('file')}>
          To a file
        </Button>
        <Button size="xs" variant="default" onClick={() => void run('clipboard')}>
          To the clipboard
        </Button>
      </Group>
    </Stack>
  );
}
