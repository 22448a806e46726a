import { describe, expect, it } from 'vitest';
import { applyRows, rowsOf } from '../../../../renderer/src/stores/namespace-rows.ts';
import { emptyNamespaces, withChange, withDetail } from '../../../../renderer/src/stores/namespaces.ts';
import { detail, profileId, summary } from '../fixtures.ts';

describe('the rows of the browser', () => {
  it('keep the names sorted when a page brings names before, between and after the known ones', () => {
    const rows = applyRows(
      rowsOf([summary('b'), summary('d')]),
      ['e', 'a', 'c'].map((n) => summary(n)),
      [],
    );
    expect(rows.names).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('replace a known row without listing its name twice', () => {
    const rows = applyRows(rowsOf([summary('a'), summary('b')]), [summary('b', { unsaved: true })], []);
    expect(rows.names).toEqual(['a', 'b']);
    expect(rows.byName.get('b')?.unsaved).toBe(true);
  });

  it('drop removed names', () => {
    const rows = applyRows(rowsOf([summary('a'), summary('b')]), [], ['a']);
    expect(rows.names).toEqual(['b']);
    expect(rows.byName.has('a')).toBe(false);
  });

  it('keep a name that the same change removes and brings back', () => {
    const rows = applyRows(rowsOf([summary('a')]), [summary('a', { state: 'empty' })], ['a']);
    expect(rows.names).toEqual(['a']);
    expect(rows.byName.get('a')?.state).toBe('empty');
  });

  it('list a name once that comes twice in one page', () => {
    expect(rowsOf([summary('a'), summary('a')]).names).toEqual(['a']);
  });

  it('leave the earlier rows untouched', () => {
    const before = rowsOf([summary('a')]);
    applyRows(before, [summary('b')], []);
    expect(before.names).toEqual(['a']);
    expect(before.byName.size).toBe(1);
  });
});

describe('what main pushes about namespaces', () => {
  const state = { ...emptyNamespaces, profileId, openedName: 'alpha' };
  const change = {
    upserts: [summary('alpha')],
    removed: [],
    listing: { kind: 'complete', count: 1 } as const,
  };

  it('adds a page and its progress', () => {
    const next = withChange(state, { profileId, ...change });
    expect(next.rows.names).toEqual(['alpha']);
    expect(next.listing).toEqual({ kind: 'complete', count: 1 });
  });

  it('is dropped when it is about another profile', () => {
    expect(withChange(state, { profileId: 'another', ...change })).toBe(state);
    expect(withDetail(state, detail('alpha', { profileId: 'another' }))).toBe(state);
  });

  it('shows the detail of the opened namespace only', () => {
    expect(withDetail(state, detail('alpha')).detail?.name).toBe('alpha');
    expect(withDetail(state, detail('beta'))).toBe(state);
  });

  it('clears the failure of the last request once a fresh detail is there', () => {
    const failed = { ...state, detailError: { code: 'store-timeout' } as const };
    expect(withDetail(failed, detail('alpha')).detailError).toBeNull();
  });
});
