import { Alert, List, Text } from '@mantine/core';
import type { ImportedProfile } from '../../../../shared/profiles.ts';
import { visibleText } from '../../../../shared/visible-text.ts';

/** The variables that an import found, and which of the connector's variables were refused. */
export function ImportSummary({ imported }: { imported: ImportedProfile }) {
  const { source, found, refused } = imported;
  return (
    <Alert
      role="status"
      color={refused.length > 0 ? 'orange' : 'green'}
      variant="light"
      title={`Read from ${visibleText(source)}`}
      styles={{ message: { overflowWrap: 'anywhere' } }}
    >
      <Text size="sm">Found: {found.join(', ')}. Secrets are not shown.</Text>
      {refused.length > 0 && (
        <List size="sm" mt={4}>
          {refused.map(({ variable, reason }) => (
            <List.Item key={variable}>
              <b>{variable}</b> was not used: {reason}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
