import { expect, test } from 'vitest';
import { placeInDist } from '../../../../build/runtime/fallback.ts';

test('the executable gets the name of the official one', () => {
  expect(placeInDist('Cypress/Cypress')).toBe('electron');
});

test('files of Electron keep their place', () => {
  expect(placeInDist('Cypress/icudtl.dat')).toBe('icudtl.dat');
  expect(placeInDist('Cypress/locales/de.pak')).toBe('locales/de.pak');
});

test.each(['Cypress/resources/app/index.js', 'Cypress/browser_v8_context_snapshot.bin'])(
  "the carrier's own %s is left out",
  (fileName) => {
    expect(placeInDist(fileName)).toBeUndefined();
  },
);

test('a file outside of the expected folder is refused', () => {
  expect(() => placeInDist('Other/file')).toThrow('Other/file');
});
