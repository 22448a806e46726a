import { Popover, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldCheck, IconShieldOff, IconShieldQuestion } from '@tabler/icons-react';
import type { OverwriteProtectionState } from '../../../../shared/overwrite-protection.ts';
import { useProtection } from '../../stores/protection.ts';
import classes from './ProtectionLine.module.css';

const words: Record<OverwriteProtectionState, { state: string; explanation: string }> = {
  on: {
    state: 'on',
    explanation:
      'The store refuses a write when the object is no longer the one that was read, so nothing is overwritten unseen.',
  },
  off: {
    state: 'off',
    explanation:
      'This store ignores the conditions that prevent overwriting. The app reads and compares before it writes, but a program that writes at the same moment can be overwritten. Stop the connector before you store a session.',
  },
  refused: {
    state: 'off',
    explanation:
      'This store refuses writes that carry the conditions that prevent overwriting (501), so the app writes without them. It reads and compares before it writes, but a program that writes at the same moment can be overwritten. Stop the connector before you store a session.',
  },
  untested: {
    state: 'not known',
    explanation: 'Not tested yet. A test object shows it before the first session is stored.',
  },
  untestable: {
    state: 'not known',
    explanation:
      'The credentials are not allowed to write the test object telegram/.connector-admin/scratch.txt. Every write carries the conditions that prevent overwriting, but whether this store acts on them is not known, so the app also reads and compares before it writes, if it may read. Stop the connector before you store a session.',
  },
};

const icons = {
  on: IconShieldCheck,
  off: IconShieldOff,
  refused: IconShieldOff,
  untested: IconShieldQuestion,
  untestable: IconShieldQuestion,
};

/** Whether the profile's store protects against overwriting, and what that means. */
export function ProtectionLine() {
  const state = useProtection((protection) => protection.view?.state ?? null);
  const [opened, { toggle, close }] = useDisclosure();
  if (state === null) return null;
  const Icon = icons[state];
  return (
    <Popover opened={opened} onDismiss={close} position="top-start" width={320} withArrow>
      <Popover.Target>
        <UnstyledButton
          className={classes.line}
          data-state={state}
          onClick={toggle}
          onBlur={close}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
          }}
        >
          <Icon size={15} aria-hidden />
          Overwrite protection: {words[state].state}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{words[state].explanation}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
