import fc from 'fast-check';
import { expect, it } from 'vitest';
import { envValue } from '../../electron/main/profiles/env-value.ts';
import { anyValue } from '../fixtures/env-readers.ts';
import { python } from './python.ts';

it('what is written for a .env file is what python-dotenv reads, and no other variable', async () => {
  const values = fc.sample(anyValue, 20_000).flatMap((value) => {
    const written = envValue(value);
    return written === null ? [] : [{ value, written }];
  });
  expect(values.length).toBeGreaterThan(5_000);
  const files = values.map(({ written }) => `BEFORE='first'\nSESSION=${written}\nAFTER="last 'one'"\n`);
  const lines = files.map((file) => JSON.stringify(file)).join('\n');
  const read = (await python('env_values.py', [], lines)).trimEnd().split('\n');
  expect(read.map((line): unknown => JSON.parse(line))).toEqual(
    values.map(({ value }) => ({ BEFORE: 'first', SESSION: value, AFTER: "last 'one'" })),
  );
});
