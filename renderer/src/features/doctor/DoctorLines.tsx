import { Button, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import {
  type DoctorLine,
  type DoctorLineName,
  type DoctorRemedy,
  doctorLineTitles,
  doctorOutcomeWords,
} from '../../../../shared/doctor.ts';
import { notifyDone, notifyError } from '../../components/notify.ts';
import { useDoctor } from '../../stores/doctor.ts';
import classes from './DoctorLines.module.css';
import { outcomeIcons } from './outcome-icons.tsx';

export function DoctorLines({ lines }: { lines: readonly DoctorLine[] }) {
  return (
    <ul className={classes.lines} aria-label="Checks">
      {lines.map((line) => (
        <Line key={line.name} line={line} />
      ))}
    </ul>
  );
}

function Line({ line: { name, outcome, meaning, remedy } }: { line: DoctorLine }) {
  return (
    <li className={classes.line} data-outcome={outcome}>
      <span className={classes.icon} aria-hidden>
        {outcomeIcons[outcome]}
      </span>
      <span className={classes.title}>{doctorLineTitles[name]}</span>
      <span className={classes.outcome}>{doctorOutcomeWords[outcome]}</span>
      <span className={classes.meaning}>{meaning}</span>
      {remedy && <Remedy name={name} remedy={remedy} />}
    </li>
  );
}

function Remedy({ name, remedy: { action, code } }: { name: DoctorLineName; remedy: DoctorRemedy }) {
  return (
    <div className={classes.remedy}>
      <Text size="sm">{action}</Text>
      {code !== null && (
        <div className={classes.block}>
          <pre className={classes.code}>{code}</pre>
          <Button
            className={classes.copy}
            variant="subtle"
            size="compact-xs"
            leftSection={<IconCopy size={14} aria-hidden />}
            aria-label={`Copy the fix for ${doctorLineTitles[name]}`}
            onClick={() => void copy(name)}
          >
            Copy
          </Button>
        </div>
      )}
    </div>
  );
}

async function copy(name: DoctorLineName): Promise<void> {
  const copied = await useDoctor.getState().copyRemedy(name);
  if (copied.ok) notifyDone('Copied');
  else notifyError(copied.error);
}
