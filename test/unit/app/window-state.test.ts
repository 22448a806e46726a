import { expect, test } from 'vitest';
import { initialBounds } from '../../../electron/main/app/window-state.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const saved = { x: 100, y: 80, width: 1200, height: 700 };

test('the window opens where it was left', () => {
  expect(initialBounds(saved, [laptop])).toEqual(saved);
});

test('a first start uses the default size and lets the system place it', () => {
  expect(initialBounds(null, [laptop])).toEqual({ width: 1180, height: 760 });
});

test.each([
  ['to the right', { ...saved, x: 3000 }],
  ['above', { ...saved, y: -900 }],
  ['below', { ...saved, y: 2000 }],
])('a place %s of every screen is forgotten, the size kept', (_, lost) => {
  expect(initialBounds(lost, [laptop])).toEqual({ width: 1200, height: 700 });
});
