import { Button, Code, Text } from '@mantine/core';
import { visibleText } from '../../../../../shared/visible-text.ts';
import { Fact, Facts } from '../../../components/Facts.tsx';
import { formatTime } from '../../../components/format.ts';
import { Name } from '../../../components/Name.tsx';
import { ConnectorLines } from '../../hand-over/ConnectorLines.tsx';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { Ticks } from '../Ticks.tsx';
import { useStepFocus } from '../use-step-focus.ts';

export function DoneStep({ step, context }: StepProps<'done'>) {
  const { account } = step;
  const button = useStepFocus<HTMLButtonElement>();
  return (
    <StepFrame
      title="The session is stored"
      context={context}
      error={null}
      extra={
        <Button ref={button} data-autofocus onClick={context.close}>
          Done
        </Button>
      }
    >
      <Ticks
        ticks={[
          { label: 'Signed in', state: 'passed' },
          { label: 'Stored', state: 'passed' },
          { label: 'Read back and equal', state: 'passed' },
          { label: 'Connection to Telegram closed for good', state: 'passed' },
        ]}
      />
      <Text size="md" fw={600}>
        Start the connector now with these lines in its .env. It will find this session.
      </Text>
      <ConnectorLines namespace={context.view.namespace} />
      <Facts>
        <Fact label="Account">
          <Name of={account.name} />
          {account.username && ` (@${visibleText(account.username)})`}
        </Fact>
        <Fact label="Data centre">DC {account.dcId}</Fact>
        <Fact label="Fingerprint">
          <Code>{step.fingerprint}</Code>
        </Fact>
        <Fact label="S3 URI">
          <Code style={{ overflowWrap: 'anywhere' }}>{step.uri}</Code>
        </Fact>
        <Fact label="Stored at">{formatTime(step.storedAt)}</Fact>
      </Facts>
    </StepFrame>
  );
}
