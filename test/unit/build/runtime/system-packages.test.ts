import { expect, test } from 'vitest';
import { missingLibraries, packagesFor } from '../../../../build/runtime/system-packages.ts';

const lddOutput = [
  '\tlinux-vdso.so.1 (0x00007ffd2b5f2000)',
  '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c2a000000)',
  '\tlibgtk-3.so.0 => not found',
  '\tlibasound.so.2 => not found',
  '\t/lib64/ld-linux-x86-64.so.2 (0x00007f1c2b000000)',
].join('\n');

test('the libraries that ldd could not find are named', () => {
  expect(missingLibraries(lddOutput)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
});

test('nothing is missing if ldd found everything', () => {
  expect(missingLibraries(lddOutput.replace(/^.*not found$\n?/gm, ''))).toEqual([]);
});

test('a machine with everything needs no package', () => {
  expect(packagesFor({ libraries: [], display: false, keyring: false })).toEqual([]);
});

test('each lack asks for the packages that end it, and for no others', () => {
  const nothing = { libraries: [], display: false, keyring: false };
  expect(packagesFor({ ...nothing, libraries: ['libgtk-3.so.0'] })).toContain('libgtk-3-0');
  expect(packagesFor({ ...nothing, display: true })).toEqual(['xvfb', 'xauth']);
  expect(packagesFor({ ...nothing, keyring: true })).toEqual(['gnome-keyring', 'libsecret-1-0', 'dbus']);
});
