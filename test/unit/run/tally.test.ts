import { describe, expect, test } from 'vitest';
import {
  isSuccess,
  sum,
  tallyOfExitCode,
  tallyOfPlaywright,
  tallyOfVitest,
  withExitCode,
} from '../../run/tally.ts';

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};

describe('the tally of a Vitest report', () => {
  test('counts tests that passed and failed', () => {
    expect(tallyOfVitest({ ...vitestReport, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
  });

  test('counts skipped and planned tests as failed', () => {
    const report = { ...vitestReport, numPendingTests: 1, numTodoTests: 2 };
    expect(tallyOfVitest(report)).toEqual({ passed: 7, failed: 3 });
  });

  test('counts a test file that could not be loaded as failed', () => {
    const testResults = [...vitestReport.testResults, { status: 'failed', assertionResults: [] }];
    expect(tallyOfVitest({ ...vitestReport, testResults })).toEqual({ passed: 7, failed: 1 });
  });
});

describe('the tally of a Playwright report', () => {
  const stats = { expected: 5, unexpected: 0, flaky: 0, skipped: 0 };

  test('counts tests that ended as expected as passed', () => {
    expect(tallyOfPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 0 });
  });

  test('counts unexpected, flaky and skipped tests and errors outside of tests as failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 4 }, errors: [{}] };
    expect(tallyOfPlaywright(report)).toEqual({ passed: 5, failed: 8 });
  });
});

test('a command counts as one, passed or failed by its exit code', () => {
  expect(tallyOfExitCode(0)).toEqual({ passed: 1, failed: 0 });
  expect(tallyOfExitCode(2)).toEqual({ passed: 0, failed: 1 });
});

describe('a tally checked against the exit code', () => {
  test('gets a failure when the command failed and its report names none', () => {
    expect(withExitCode({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  test('gets a failure when nothing ran at all', () => {
    expect(withExitCode({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });

  test('keeps the failures that the report names', () => {
    expect(withExitCode({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
  });

  test('stays as it is when all is well', () => {
    expect(withExitCode({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  });
});

test('tallies add up', () => {
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 10, failed: 20 },
    ]),
  ).toEqual({ passed: 11, failed: 22 });
});

test('only something that passed with nothing failed is a success', () => {
  expect(isSuccess({ passed: 1, failed: 0 })).toBe(true);
  expect(isSuccess({ passed: 0, failed: 0 })).toBe(false);
  expect(isSuccess({ passed: 9, failed: 1 })).toBe(false);
});
