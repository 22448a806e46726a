import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileLogger } from '../../../electron/main/logging/file-logger.ts';

test('a hostile name neither begins a line of the log nor turns one around', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const namespace = 'bot\u202e\n[2026-01-01 00:00:00.000] [info] session-stored';
  const logger = createFileLogger(folder, (name) => name);
  logger.info(`about ${namespace}`, { namespace, path: namespace, error: new Error(`no ${namespace}`) });
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  expect(text).not.toContain('\u202e');
  expect(text.split('\n').filter((line) => line.startsWith('[2026-01-01'))).toEqual([]);
  expect(text).toContain('bot⟨U+202E⟩⟨U+000A⟩[2026');
});
