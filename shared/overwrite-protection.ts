/**
 * Whether the store acts on the conditions that prevent overwriting. `off`: it ignores them; `refused`: it takes no write
 * that has one; `untested`: nothing was written yet; `untestable`: the credentials may not write the test object. The app
 * compares by itself unless it is `on`.
 */
export type OverwriteProtectionState = 'on' | 'off' | 'refused' | 'untested' | 'untestable';

export interface OverwriteProtectionView {
  profileId: string;
  /** Null for a profile without a bucket. */
  state: OverwriteProtectionState | null;
}
