import type { StepContext } from './step-context.ts';
import { BotTokenStep } from './steps/BotTokenStep.tsx';
import { CodeStep } from './steps/CodeStep.tsx';
import { DoneStep } from './steps/DoneStep.tsx';
import { EndedStep } from './steps/EndedStep.tsx';
import { FailedStep } from './steps/FailedStep.tsx';
import { MethodStep } from './steps/MethodStep.tsx';
import { PasswordStep } from './steps/PasswordStep.tsx';
import { PhoneStep } from './steps/PhoneStep.tsx';
import { StoringStep } from './steps/StoringStep.tsx';

/** The one place where a step that main pushed becomes a screen. */
export function StepScreen({ context }: { context: StepContext }) {
  const { step } = context.view;
  switch (step.kind) {
    case 'method':
      return <MethodStep step={step} context={context} />;
    case 'phone':
      return <PhoneStep step={step} context={context} />;
    case 'code':
      // A code belongs to one sending: after another was sent, the old digits only stand in the way.
      return <CodeStep key={step.sentAt} step={step} context={context} />;
    case 'password':
      return <PasswordStep step={step} context={context} />;
    case 'bot-token':
      return <BotTokenStep step={step} context={context} />;
    case 'storing':
      return <StoringStep step={step} context={context} />;
    case 'done':
      return <DoneStep step={step} context={context} />;
    case 'ended':
      return <EndedStep step={step} context={context} />;
    case 'failed':
      return <FailedStep step={step} context={context} />;
  }
}
