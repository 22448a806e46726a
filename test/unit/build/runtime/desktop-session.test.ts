import { expect, test } from 'vitest';
import { withDisplay } from '../../../../build/runtime/desktop-session.ts';

const command = ['electron', '.'];

test('a virtual display is put around a command on a Linux machine without one', () => {
  const wrapped = withDisplay(command, {}, 'linux');
  expect(wrapped[0]).toBe('xvfb-run');
  expect(wrapped.slice(-2)).toEqual(command);
});

test.each(['DISPLAY', 'WAYLAND_DISPLAY'])('a display named by %s is used as it is', (variable) => {
  expect(withDisplay(command, { [variable]: ':0' }, 'linux')).toEqual(command);
});

test('other systems always have a display', () => {
  expect(withDisplay(command, {}, 'darwin')).toEqual(command);
});
