import { Button } from '@mantine/core';
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
      {remedy && (
        <div className={classes.remedy}>
          <Remedy name={name} remedy={remedy} isUrgent={outcome === 'failed'} />
        </div>
      )}
    </li>
  );
}

interface RemedyProps {
  name: DoctorLineName;
  remedy: DoctorRemedy;
  /** A fix that nobody needs is folded away. */
  isUrgent: boolean;
}

function Remedy({ name, remedy: { action, code }, isUrgent }: RemedyProps) {
  if (code === null) return action;
  if (isUrgent) {
    return (
      <>
        {action}
        <Code name={name} code={code} />
      </>
    );
  }
  return (
    <details>
      <summary>{action}</summary>
      <Code name={name} code={code} />
    </details>
  );
}

function Code({ name, code }: { name: DoctorLineName; code: string }) {
  return (
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
  );
}

async function copy(name: DoctorLineName): Promise<void> {
  const copied = await useDoctor.getState().copyRemedy(name);
  if (copied.ok) notifyDone('Copied');
  else notifyError(copied.error);
}
