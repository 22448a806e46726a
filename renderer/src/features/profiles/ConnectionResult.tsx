import { Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeError } from '../../../../shared/errors.ts';
import type { ConnectionCheck, ConnectionCheckName, ConnectionReport } from '../../../../shared/profiles.ts';
import classes from './ConnectionResult.module.css';

const checkNames: Record<ConnectionCheckName, string> = {
  endpoint: 'Endpoint answers',
  clock: 'Clock',
  credentials: 'Credentials',
  region: 'Region',
  bucket: 'Bucket',
  list: 'List namespaces',
  read: 'Read sessions',
};

const outcomes: Record<ConnectionCheck['outcome'], { word: string; icon: ReactNode }> = {
  passed: { word: 'Passed', icon: <IconCheck size={16} /> },
  failed: { word: 'Failed', icon: <IconX size={16} /> },
  limited: { word: 'Limited', icon: <IconAlertTriangle size={16} /> },
  skipped: { word: 'Not tried', icon: <IconMinus size={16} /> },
};

export function ConnectionResult({ report }: { report: ConnectionReport }) {
  const verdict = report.usable ? 'The store can be used.' : 'The store cannot be used yet.';
  return (
    <Paper component="section" role="status" aria-label="Connection test" withBorder p="md">
      <Text size="md" fw={600} mb="xs">
        {verdict}
      </Text>
      <Stack component="ul" gap={8} className={classes.checks}>
        {report.checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </Stack>
    </Paper>
  );
}

function CheckLine({ check }: { check: ConnectionCheck }) {
  const { word, icon } = outcomes[check.outcome];
  const words = check.error ? describeError(check.error) : null;
  return (
    <li className={classes.check} data-outcome={check.outcome}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <div>
        <Text size="sm">
          {checkNames[check.name]}: <b>{word}</b>
        </Text>
        {words && (
          <Text size="sm" className={classes.words}>
            {words.title}. {words.explanation} <b>{words.nextStep}</b>
          </Text>
        )}
      </div>
    </li>
  );
}
