import { describe, expect, it } from 'vitest';
import { codePlaces } from '../../../../renderer/src/app/code-places.ts';

describe('the places that a bug screen shows', () => {
  it('tell the kind of error and where it came from', () => {
    const lines = codePlaces(new TypeError('x')).split('\n');
    expect(lines[0]).toBe('TypeError');
    expect(lines[1]).toMatch(/^\s+at .*code-places\.test\.ts:\d+:\d+/);
  });

  it('never quote the message, however many lines it has', () => {
    expect(codePlaces(new Error('password hunter2\nand at the end 123456:AA'))).not.toMatch(/hunter2|123456/);
  });

  it('are empty for what is no error', () => {
    expect(codePlaces('hunter2')).toBe('');
  });
});
