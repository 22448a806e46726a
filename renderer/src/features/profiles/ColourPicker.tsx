import { ColorSwatch, Group, Radio } from '@mantine/core';
import { profileColours } from '../../../../shared/profiles.ts';
import classes from './ColourPicker.module.css';
import { colourNames, type ProfileColour, swatchOf } from './colours.ts';

interface ColourPickerProps {
  value: ProfileColour;
  onChange: (colour: ProfileColour) => void;
}

/** Marks an environment, so that nobody takes production for a test. */
export function ColourPicker({ value, onChange }: ColourPickerProps) {
  return (
    <Radio.Group label="Colour" value={value} onChange={onChange}>
      <Group gap={6} mt={6}>
        {profileColours.map((colour) => (
          <Radio.Card
            key={colour}
            value={colour}
            className={classes.card}
            aria-label={colourNames[colour]}
            title={colourNames[colour]}
          >
            <ColorSwatch color={swatchOf(colour)} size={20} withShadow={false} />
          </Radio.Card>
        ))}
      </Group>
    </Radio.Group>
  );
}
