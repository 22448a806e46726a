import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { maxTypedLength } from '../../../../../shared/sign-in.ts';
import { countryName, formatTyping, loadPhoneFormatter, type PhoneFormatter } from '../phone-format.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

export function PhoneStep({ step, context }: StepProps<'phone'>) {
  const [phoneNumber, setPhoneNumber] = useState(step.phoneNumber);
  const [formatter, setFormatter] = useState<PhoneFormatter | null>(null);
  const input = useStepFocus<HTMLInputElement>(step.error);
  useEffect(() => {
    let current = true;
    void loadPhoneFormatter().then((loaded) => {
      if (current) setFormatter(loaded);
    });
    return () => {
      current = false;
    };
  }, []);
  const country = formatter?.countryOf(phoneNumber) ?? null;

  return (
    <StepFrame
      title="What is the account’s phone number?"
      context={context}
      error={step.error}
      submit={{
        label: 'Send code',
        enabled: phoneNumber.trim() !== '',
        run: () => context.act({ type: 'submit-phone', phoneNumber }),
      }}
    >
      <TextInput
        ref={input}
        data-autofocus
        type="tel"
        label="Phone number"
        description={country ? `Country: ${countryName(country)}` : 'With + and the country code.'}
        placeholder="+49 151 23456789"
        autoComplete="off"
        maxLength={maxTypedLength}
        value={phoneNumber}
        error={step.error !== null && step.error.code !== 'flood-wait'}
        onChange={({ currentTarget }) =>
          setPhoneNumber(
            formatTyping(phoneNumber, currentTarget.value, currentTarget.selectionEnd, formatter),
          )
        }
      />
    </StepFrame>
  );
}
