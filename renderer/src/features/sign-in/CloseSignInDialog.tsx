import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import type { ClosingQuestion } from './closing-question.ts';

interface CloseSignInDialogProps {
  question: ClosingQuestion;
  onStay: () => void;
  onLater: () => void;
  onClose: () => void;
}

/** Says what closing the wizard now means, and asks in red only if something would be abandoned. */
export function CloseSignInDialog({ question, onStay, onLater, onClose }: CloseSignInDialogProps) {
  const { title, explanation, action, abandons } = question;
  return (
    <Dialog onClose={onStay} title={title} size={500}>
      <Stack>
        <Text size="md">{explanation}</Text>
        {abandons && (
          <Text size="md" c="dimmed">
            “Continue later” keeps the sign-in open under its namespace.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          {abandons ? (
            <>
              <Button variant="subtle" color="red" onClick={onClose}>
                {action}
              </Button>
              <Button variant="default" onClick={onLater}>
                Continue later
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={onClose}>
              {action}
            </Button>
          )}
          <Button data-autofocus onClick={onStay}>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
