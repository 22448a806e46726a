import type { NamespaceSummary } from '../../../../shared/namespace-views.ts';

export interface Status {
  word: string;
  /** Adds what the word alone does not say. */
  hint?: string;
  /** A Mantine colour; the word says the same, so nothing depends on seeing it. */
  colour: 'green' | 'blue' | 'gray' | 'yellow' | 'orange' | 'red';
}

type StatusSource = Pick<
  NamespaceSummary,
  'state' | 'verdict' | 'unsaved' | 'conflicted' | 'locked' | 'overwritten'
>;
type AttentionSource = StatusSource & Pick<NamespaceSummary, 'account'>;

const lockedStatus: Status = {
  word: 'Locked',
  colour: 'orange',
  hint: 'A signed-in session is waiting here, sealed. It will be stored once you enter its passphrase or its keyring is available.',
};

function presentStatus(verdict: StatusSource['verdict']): Status {
  switch (verdict.kind) {
    case 'unknown':
      return { word: 'Stored, not checked', colour: 'blue' };
    case 'authorized':
      return { word: 'Signed in', colour: 'green' };
    case 'unauthorized':
      return { word: 'Expired', colour: 'red' };
    case 'account-gone':
      return { word: 'Account gone', colour: 'red' };
  }
}

/** The one status of a namespace: an unsaved session comes first, then the store, then the account. */
export function statusOf(source: StatusSource): Status {
  const { state, verdict, unsaved, conflicted, locked, overwritten } = source;
  if (conflicted) return { word: 'Conflict', colour: 'red' };
  if (unsaved) return { word: 'Waiting to be stored', colour: 'orange' };
  if (overwritten) return { word: 'Overwritten', colour: 'red' };
  if (locked) return lockedStatus;
  switch (state) {
    case null:
      return { word: 'Not read yet', colour: 'gray' };
    case 'present':
      return presentStatus(verdict);
    case 'empty':
      return { word: 'Empty', colour: 'gray' };
    case 'missing':
      return { word: 'No session', colour: 'gray' };
    case 'missing-or-forbidden':
      return { word: 'Missing or forbidden', colour: 'yellow' };
    case 'damaged':
      return { word: 'Damaged', colour: 'red' };
    case 'unreachable':
      return { word: 'Unreachable', colour: 'yellow' };
  }
}

/** In the list, what is under way comes before what is known. */
export function rowStatus(row: StatusSource, underWay: { signIn: boolean; check: boolean }): Status {
  if (underWay.check) return { word: 'Checking…', colour: 'blue' };
  // A session waiting to be stored matters more than the wizard that still shows it.
  if (underWay.signIn && !row.unsaved) return { word: 'Sign-in open', colour: 'blue' };
  return statusOf(row);
}

const attentionColours: readonly Status['colour'][] = ['orange', 'red', 'yellow'];

/** Without the right to list, every name that nobody has signed in yet answers 403: that alone is no alarm. */
function isUnusedName({ state, account, verdict, unsaved, locked }: AttentionSource): boolean {
  const waits = unsaved || locked;
  return state === 'missing-or-forbidden' && !account && verdict.kind === 'unknown' && !waits;
}

export function needsAttention(source: AttentionSource): boolean {
  return !isUnusedName(source) && attentionColours.includes(statusOf(source).colour);
}
