import type { ErrorWords } from './words.ts';

/** Failures of keeping sessions safe on this computer: custody and the passphrase. */
export const recoveryErrors = {
  'held-not-sealed': {
    title: 'Nothing protects this session',
    explanation: 'This computer has no keyring and no passphrase was entered, so it is kept in memory only.',
    nextStep: 'Set or enter a passphrase, or keep the app open until the session is stored.',
  },
  'held-not-written': {
    title: 'Nothing protects this session',
    explanation: 'Its sealed copy could not be written to {path}: {reason}.',
    nextStep: 'Check free space and permissions, and keep the app open until the session is stored.',
  },
  'held-file-damaged': {
    title: 'A sealed session cannot be read',
    explanation: 'The file is incomplete or damaged. It is kept unchanged.',
    nextStep: 'Check which namespaces lack a session, and sign them in again. Then discard the file.',
  },
  'held-file-unreadable': {
    title: 'A sealed session could not be read',
    explanation: 'Reading its file failed: {reason}. It is kept unchanged.',
    nextStep: 'Check the disk and the permissions of the file, then start the app again.',
  },
  'held-file-foreign': {
    title: 'This sealed session belongs to another profile or namespace',
    explanation: 'Its file was copied or renamed, so the app does not store it.',
    nextStep: 'Move it back to where it came from and start the app again, or discard it.',
  },
  'session-superseded': {
    title: 'Another session took its place',
    explanation: 'This one was waiting to be stored, and is kept until you decide.',
    nextStep: 'Bring it back or export it if it is still needed, or discard it.',
  },
  'sign-in-interrupted': {
    title: 'The sign-in was left before Telegram answered',
    explanation: 'Telegram may have accepted it. If it did, the session is stored automatically.',
    nextStep: 'Wait until the app has asked Telegram, or ask now.',
  },
  'leftover-gone': {
    title: 'It is no longer here',
    explanation: 'It has been resolved, brought back or discarded in the meantime.',
    nextStep: 'Check the list again.',
  },
  'leftover-busy': {
    title: 'This sign-in is being checked',
    explanation: 'The check may find a session, which discarding now would lose.',
    nextStep: 'Wait for the answer, then check the list again.',
  },
  'held-not-removed': {
    title: 'The sealed copy could not be removed',
    explanation: '{file} is still on this computer ({reason}), so the session was not given up.',
    nextStep: 'Check the permissions of the folder, then try again.',
  },
  'save-as-unconfirmed': {
    title: 'The session is now waiting under {namespace}',
    explanation: 'The store has not confirmed it there, but the write may have arrived.',
    nextStep: 'The app keeps trying under that name only, so that the session is not stored under two.',
  },
  'pending-gone': {
    title: 'Nothing is waiting here',
    explanation: '{namespace} has no session waiting to be stored.',
    nextStep: 'Check the list again.',
  },
  'pending-unreadable': {
    title: 'The sealed session cannot be opened',
    explanation: 'It was sealed with another keyring, or with a passphrase that has not been entered.',
    nextStep:
      'Enter the passphrase that sealed it, or start the app with that keyring. Without either, discard it and sign in again.',
  },
  'quit-copy-missing': {
    title: 'There is no sealed copy to keep',
    explanation: 'At least one session is in memory only, so quitting would lose it.',
    nextStep: 'Try again, keep the app open and export it, or discard it.',
  },
  'export-failed': {
    title: 'The session was not exported',
    explanation: 'Writing the file failed: {reason}.',
    nextStep: 'Choose another place.',
  },
  'passphrase-weak': {
    title: 'This passphrase is too weak',
    explanation: '{reason}',
    nextStep: 'Choose a longer one, such as four random words.',
  },
  'passphrase-wrong': {
    title: 'This is not the passphrase',
    explanation: 'It does not open what was sealed on this computer. Nothing was lost.',
    nextStep: 'Check the keyboard layout and Caps Lock, and type it again.',
  },
  'passphrase-set': {
    title: 'A passphrase is not needed now',
    explanation: 'This computer has a keyring, or a passphrase was set before.',
    nextStep: 'Enter the passphrase that was set.',
  },
  'passphrase-not-set': {
    title: 'There is nothing to unlock',
    explanation: 'No passphrase was set on this computer, or all of them have been entered.',
    nextStep: 'Continue without one.',
  },
  'held-perhaps-written': {
    title: 'Perhaps nothing protects this session',
    explanation: 'Its sealed copy was written to {path}, but the disk did not confirm it: {reason}.',
    nextStep: 'Keep the app open until the session is stored, and check the disk.',
  },
  'held-file-newer': {
    title: 'A newer version of this app wrote this file',
    explanation: 'This version cannot read it. It is kept as it is.',
    nextStep: 'Open it with the newer version.',
  },
  'session-wrong-account': {
    title: 'Another account signed in',
    explanation: 'The session belongs to another account than this namespace expects, so it is not stored.',
    nextStep: 'Export it if you need it, or discard it. Then sign in with the right account.',
  },
  'session-held-already': {
    title: 'This session already waits to be stored',
    explanation: 'It waits under {namespace}. Stored under two names, two connectors would end it.',
    nextStep: 'Wait until it is stored there, or discard it there.',
  },
  'sign-in-discarded': {
    title: 'This session was discarded',
    explanation: 'It was given up before it was stored, so the sign-in is over.',
    nextStep: 'Sign in again if this namespace still needs a session.',
  },
  'sign-in-kept-theirs': {
    title: 'You kept the stored session',
    explanation: 'The new session was given up for the one in the bucket.',
    nextStep: 'Close this window, or sign in again.',
  },
  'sign-in-moved': {
    title: 'This session is stored under another name',
    explanation: 'It was moved to {namespace}, where it is stored or waits to be.',
    nextStep: 'Open {namespace} to see it.',
  },
  'sign-in-superseded': {
    title: 'A newer sign-in took its place',
    explanation: 'Another session was signed in for this namespace since.',
    nextStep: 'Close this window. The older session is kept until you decide about it.',
  },
  'vault-damaged': {
    title: 'The passphrase settings are damaged',
    explanation:
      'The file is not whole and there is no copy; it has been kept as {file}. What was sealed with the passphrase cannot be opened without it.',
    nextStep: 'Put a backup of vault.json back, or set a passphrase and enter the secrets again.',
  },
} as const satisfies Record<string, ErrorWords>;
