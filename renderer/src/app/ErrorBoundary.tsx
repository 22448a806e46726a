import { Alert, Button, Center, Code, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBug } from '@tabler/icons-react';
import { Component, type ReactNode, useEffect } from 'react';
import { codePlaces } from './code-places.ts';

interface ErrorBoundaryState {
  error: unknown;
  failed: boolean;
}

/** Stands in for the window when drawing it threw, which is always a bug. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <BugScreen error={this.state.error} /> : this.props.children;
  }
}

function BugScreen({ error }: { error: unknown }) {
  const places = codePlaces(error);
  // Their buttons lead to what is no longer drawn.
  useEffect(() => notifications.clean(), []);
  return (
    <Center component="main" mih="100%" p="xl">
      <Alert
        role="alert"
        color="red"
        variant="light"
        maw={640}
        icon={<IconBug aria-hidden />}
        title="The window has a bug"
      >
        <Stack gap="sm" align="flex-start">
          <Text size="sm">
            This is not your mistake. Sign-ins and sessions are kept outside the window: reloading it loses
            only what was being typed.
          </Text>
          {places !== '' && (
            <>
              <Text size="sm">
                These lines say where it happened, for a report. They contain none of your data.
              </Text>
              <Code block tabIndex={0} w="100%" mah={180}>
                {places}
              </Code>
            </>
          )}
          <Button color="red.9" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}
