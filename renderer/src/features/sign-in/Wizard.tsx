import { Box, Stepper, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { SignInAction } from '../../../../shared/ipc.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useCountdown } from '../../components/use-now.ts';
import { type Attempt, useSignIn } from '../../stores/sign-in.ts';
import { CloseSignInDialog } from './CloseSignInDialog.tsx';
import { closingQuestion } from './closing-question.ts';
import { StepScreen } from './StepScreen.tsx';
import { type StepperPlace, stepperPlace } from './stepper.ts';
import classes from './Wizard.module.css';

/** The steps of one attempt. */
export default function Wizard({ attempt }: { attempt: Attempt }) {
  const { view, refusal } = attempt;
  const { act, close, hide } = useSignIn.getState();
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const waitSeconds = useCountdown(view.waitUntil);
  const place = stepperPlace(attempt);
  const question = closingQuestion(view);
  const closeNow = () => void close(view.attemptId);
  const send = async (action: SignInAction) => {
    setSending(true);
    await act(view.attemptId, action);
    setSending(false);
  };

  return (
    <Dialog
      size={600}
      onClose={() => (question ? setAsking(true) : closeNow())}
      closeOnClickOutside={false}
      title={`${view.purpose === 're-authenticate' ? 'Re-authenticate' : 'Sign in'}: ${visibleText(view.namespace)}`}
      classNames={{ title: classes.title }}
    >
      <WizardStepper place={place} />
      <Box mt="lg">
        <StepScreen
          context={{
            view,
            refusal,
            waitSeconds,
            busy: sending || view.activity !== null,
            act: (action) => void send(action),
            close: closeNow,
          }}
        />
      </Box>
      {asking && question && (
        <CloseSignInDialog
          question={question}
          onStay={() => setAsking(false)}
          onLater={hide}
          onClose={closeNow}
        />
      )}
    </Dialog>
  );
}

function WizardStepper({ place }: { place: StepperPlace }) {
  const current = place.labels[place.active];
  return (
    <>
      <Stepper active={place.active} size="xs" iconSize={28} wrap={false} allowNextStepsSelect={false}>
        {place.labels.map((label, index) => (
          <Stepper.Step
            key={label}
            label={label}
            allowStepSelect={false}
            {...(place.failed && index === place.active ? { color: 'red' } : {})}
          />
        ))}
      </Stepper>
      <VisuallyHidden role="status">
        {current ? `Step ${place.active + 1} of ${place.labels.length}: ${current}` : 'Finished'}
      </VisuallyHidden>
    </>
  );
}
