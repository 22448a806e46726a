import { Button } from '@mantine/core';
import { visibleText } from '../../../../../shared/visible-text.ts';
import { useNamespaces } from '../../../stores/namespaces.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { waitsForDecision } from '../storing-conflict.ts';
import classes from '../Ticks.module.css';
import { type TickState, Ticks } from '../Ticks.tsx';
import { useStepFocus } from '../use-step-focus.ts';

export function StoringStep({ step, context }: StepProps<'storing'>) {
  const { activity } = context.view;
  const failed = step.error !== null;
  const storing: TickState = failed ? 'failed' : activity === 'verifying' ? 'passed' : 'working';
  const verifying: TickState = activity === 'verifying' ? 'working' : 'waiting';
  const undecided = waitsForDecision(step.error);
  const decide = () => {
    context.close();
    void useNamespaces.getState().open(context.view.namespace);
  };
  const heading = useStepFocus<HTMLDivElement>();
  return (
    <StepFrame
      title="Storing the session"
      context={context}
      error={step.error}
      extra={
        failed && (
          <Button disabled={context.busy} onClick={undecided ? decide : () => context.act({ type: 'retry' })}>
            {undecided ? 'Compare both sessions' : 'Try again'}
          </Button>
        )
      }
    >
      <div ref={heading} data-autofocus tabIndex={-1} className={classes.focusHome}>
        <Ticks
          ticks={[
            { label: `Signed in as ${visibleText(step.account.name)}`, state: 'passed' },
            { label: 'Stored', state: storing },
            { label: 'Read back', state: verifying },
          ]}
        />
      </div>
    </StepFrame>
  );
}
