import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { PageFaults } from '../../../../electron/main/sessions/s3/page-faults.ts';

function page(names: string[], more: Partial<ListObjectsV2CommandOutput> = {}): ListObjectsV2CommandOutput {
  const Contents = names.map((name) => ({ Key: `telegram/${name}/session.txt` }));
  return { $metadata: {}, Contents, IsTruncated: false, ...more };
}

function going(names: string[], token: string): ListObjectsV2CommandOutput {
  return page(names, { IsTruncated: true, NextContinuationToken: token });
}

describe('a listing is believed', () => {
  it('in whatever order its keys come', () => {
    const faults = new PageFaults();
    const pages = [going(['m', 'z'], '1'), going(['a', 'y'], '2'), page(['b'])];
    expect(pages.map((each) => faults.find(each))).toEqual([null, null, null]);
  });

  it('with as many keys as it says, of the prefix that was asked for, encoded or not', () => {
    const faults = new PageFaults();
    expect(faults.find(page(['a'], { KeyCount: 1, Prefix: 'telegram/' }))).toBeNull();
    const encoded: Partial<ListObjectsV2CommandOutput> = {
      KeyCount: 2,
      Prefix: 'telegram%2F',
      EncodingType: 'url',
      CommonPrefixes: [{}],
    };
    expect(faults.find(page(['b'], encoded))).toBeNull();
  });

  it('with a thousand pages in a row that have no key, and more after one that has', () => {
    const faults = new PageFaults();
    for (let at = 0; at < 1_000; at += 1) expect(faults.find(going([], `a${at}`))).toBeNull();
    expect(faults.find(going(['a'], 'key'))).toBeNull();
    for (let at = 0; at < 1_000; at += 1) expect(faults.find(going([], `b${at}`))).toBeNull();
    expect(faults.find(going([], 'one too many'))).toBe('empty-pages');
  });
});

describe('a listing is not believed', () => {
  it('where it comes back to keys from before under ever new tokens', () => {
    const faults = new PageFaults();
    const pages = [going(['a'], '1'), going(['b'], '2'), going(['a'], '3')];
    expect(pages.map((each) => faults.find(each))).toEqual([null, null, 'repeated-page']);
  });

  it.each([
    ['fewer keys than it says', 'key-count', { KeyCount: 2 }],
    ['more keys than it says', 'key-count', { KeyCount: 0 }],
    ['no prefix', 'other-prefix', { Prefix: '' }],
    ['the keys of another prefix', 'other-prefix', { Prefix: 'other/' }],
  ])('with %s', (_, fault, more) => {
    expect(new PageFaults().find(page(['a'], more))).toBe(fault);
  });
});
