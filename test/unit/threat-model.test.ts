import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

/** "`file`: *title*; *title*" */
const citation = /`(test\/[^`]+\.(?:test|spec)\.ts)`: (\*[^*]+\*(?:; \*[^*]+\*)*)/g;

function citationsIn(part: string): { file: string; title: string }[] {
  return [...part.matchAll(citation)].flatMap(([, file = '', titles = '']) =>
    titles
      .slice(1, -1)
      .split('*; *')
      .map((title) => ({ file, title })),
  );
}

function section(heading: string): string {
  const found = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`there is no section ${heading}`);
  return found;
}

/** Whether a file has a test of this title: the first string of a test, or that behind the cases of several. */
function hasTest(file: string, title: string): boolean {
  const source = readFileSync(join(root, file), 'utf8');
  const opened = source.split(/^\s*(?:test|it)(?=[.(])/m).slice(1);
  return opened.some((test) =>
    ["'", '"', '`'].some(
      (quote) =>
        test.startsWith(`(${quote}${title}${quote}`) ||
        test.includes(`)(${quote}${title}${quote}`) ||
        test.includes(`)(\n    ${quote}${title}${quote}`) ||
        test.includes(`)(\n  ${quote}${title}${quote}`),
    ),
  );
}

const cited = citationsIn(text);

it('the threat model cites tests, and every mention of a test file is a citation or its own check', () => {
  expect(cited.length).toBeGreaterThan(60);
  const mentioned = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file);
  const files = new Set(cited.map(({ file }) => file));
  expect(mentioned.filter((file) => file !== undefined && !files.has(file))).toEqual([
    'test/unit/threat-model.test.ts',
  ]);
});

it.each(cited)('$file has the test “$title”', ({ file, title }) => {
  expect(hasTest(file, title)).toBe(true);
});

it('each claim names the test that shows it', () => {
  const claims = section('Claims')
    .split('\n')
    .filter((line) => line.startsWith('- '));
  expect(claims.length).toBeGreaterThan(30);
  expect(claims.filter((claim) => citationsIn(claim).length === 0)).toEqual([]);
});

it('each line of Electron’s checklist names a test, or the limit that stands in its place', () => {
  const lines = section("Electron's security checklist")
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));
  expect(lines).toHaveLength(20);
  expect(lines.filter((line) => citationsIn(line).length === 0 && !line.includes('see Limits'))).toEqual([]);
  expect(section('Limits')).toMatch(/^- \*\*/m);
});

it('a test that does not exist is noticed', () => {
  expect(hasTest('test/unit/threat-model.test.ts', 'a test that does not exist is noticed')).toBe(true);
  expect(hasTest('test/unit/threat-model.test.ts', 'a test that does exist is noticed')).toBe(false);
});
