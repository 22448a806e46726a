import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportFileName } from '../../../electron/main/app/session-export.ts';

test('a session is offered to be saved under a name that is no path, not hidden and short enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (namespace) => {
      const name = exportFileName(namespace);
      expect(name).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*\.session\.txt$|^\.session\.txt$/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    }),
  );
  expect(exportFileName('production-bot')).toBe('production-bot.session.txt');
  expect(exportFileName('..\\..\\Startup\\a\u202etxt')).toBe('__.._Startup_a_txt.session.txt');
});
