import type { ProfileDraft } from '../../../../shared/profiles.ts';

export type ProfileColour = ProfileDraft['colour'];

export const colourNames: Record<ProfileColour, string> = {
  gray: 'Grey',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  yellow: 'Yellow',
  orange: 'Orange',
  red: 'Red',
  grape: 'Purple',
};

/** Mantine's colour of that name, in a shade that shows on light and dark. */
export function swatchOf(colour: ProfileColour): string {
  return `var(--mantine-color-${colour}-6)`;
}
