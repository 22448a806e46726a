import type { MantineColor } from '@mantine/core';

interface Tone {
  /** Background, border and icon, calm enough to read the words first. */
  '--alert-bg': string;
  '--alert-bd': string;
  '--alert-color': string;
}

function tone(light: [string, string, string], dark: [string, string, string]): Tone {
  const pair = (index: 0 | 1 | 2) => `light-dark(${light[index]}, ${dark[index]})`;
  return {
    '--alert-bg': pair(0),
    '--alert-bd': `1px solid ${pair(1)}`,
    '--alert-color': pair(2),
  };
}

const tones: Partial<Record<MantineColor, Tone>> = {
  red: tone(['#fdf3f3', '#efc9c9', '#a61e1e'], ['#2c2023', '#5c3438', '#ff9c9c']),
  orange: tone(['#fdf5ec', '#eed3b4', '#8f4100'], ['#2b241d', '#5b452c', '#ffb27a']),
  yellow: tone(['#fcf8e8', '#e6d9a6', '#6f5000'], ['#28251b', '#544a29', '#edc468']),
  green: tone(['#f0f8f2', '#bfdcc8', '#1c6b36'], ['#1b2923', '#2f5240', '#7fd99a']),
  gray: tone(['#f4f6f8', '#dfe4e9', '#3d4854'], ['#20272f', '#39434e', '#b9c1cb']),
};

const plain = tone(['#eef6f8', '#c3dbe3', '#075a71'], ['#1b2a31', '#2c4a55', '#83bbcb']);

export function alertTone(color: MantineColor | undefined): Tone {
  return tones[color ?? ''] ?? plain;
}
