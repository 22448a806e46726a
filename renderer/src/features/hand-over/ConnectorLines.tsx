import { Button, Code, Group, Stack } from '@mantine/core';
import { visibleText } from '../../../../shared/visible-text.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone, notifyError } from '../../components/notify.ts';
import { useConnector } from '../../stores/connector.ts';

async function copy(namespace: string, withSecrets: boolean): Promise<void> {
  const result = await useConnector.getState().copy(namespace, withSecrets);
  if (!result.ok) notifyError(result.error);
  else
    notifyDone(withSecrets ? 'Lines copied with secrets, for one minute' : 'Lines copied, without secrets');
}

/** Lines that the connector's `.env` needs to find this session. The secrets themselves never come here. */
export function ConnectorLines({ namespace }: { namespace: string }) {
  const { lines, error } = useConnector();
  if (error) return <ErrorMessage error={error} />;
  return (
    <Stack gap="xs">
      <Code block aria-label="Lines of the connector’s .env" tabIndex={0} role="region">
        {lines.map(visibleText).join('\n')}
      </Code>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => void copy(namespace, false)}>
          Copy lines
        </Button>
        <Button size="xs" variant="default" onClick={() => void copy(namespace, true)}>
          Copy with secrets…
        </Button>
      </Group>
    </Stack>
  );
}
