import { Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
  IconMinus,
  IconPoint,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DoctorOutcome } from '../../../../shared/doctor.ts';

export const outcomeIcons: Record<DoctorOutcome, ReactNode> = {
  waiting: <IconPoint size={16} />,
  running: <Loader size={14} />,
  passed: <IconCheck size={16} />,
  failed: <IconX size={16} />,
  limited: <IconAlertTriangle size={16} />,
  information: <IconInfoCircle size={16} />,
  skipped: <IconMinus size={16} />,
};
