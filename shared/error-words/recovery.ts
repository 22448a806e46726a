import type { ErrorWords } from './words.ts';

/** Failures of keeping sessions safe on this computer: the journal and the passphrase. */
export const recoveryErrors = {
  'journal-not-sealed': {
    title: 'Nothing protects this session',
    explanation: 'This computer has no keyring and no passphrase was entered, so it is kept in memory only.',
    nextStep: 'Set or enter a passphrase, or keep the app open until the session is stored.',
  },
  'journal-not-written': {
    title: 'Nothing protects this session',
    explanation: 'Its sealed copy could not be written to {path}: {reason}.',
    nextStep: 'Check free space and permissions, and keep the app open until the session is stored.',
  },
  'journal-entry-damaged': {
    title: 'A sealed session cannot be read',
    explanation: 'The file is not whole. It is kept as it is.',
    nextStep: 'Check which namespaces lack a session, and sign them in again. Then discard the file.',
  },
  'journal-entry-unreadable': {
    title: 'A sealed session could not be read',
    explanation: 'Reading its file failed: {reason}. It is kept as it is.',
    nextStep: 'Check the disk and the permissions of the file, then start the app again.',
  },
  'journal-entry-foreign': {
    title: 'This sealed session belongs to another profile or namespace',
    explanation: 'Its file was copied or renamed, so it is not stored from here.',
    nextStep: 'Put it back where it came from and start the app again, or discard it.',
  },
  'journal-entry-kept': {
    title: 'Another session took its place',
    explanation: 'This one was waiting to be stored, and is kept for you to decide.',
    nextStep: 'Bring it back or export it if it is still needed, or discard it.',
  },
  'sign-in-interrupted': {
    title: 'The sign-in was left before Telegram answered',
    explanation: 'Telegram may have accepted it. If it did, the session is stored by itself.',
    nextStep: 'Wait until Telegram has been asked, or ask now.',
  },
  'leftover-gone': {
    title: 'It is not here any more',
    explanation: 'It was answered, brought back or discarded meanwhile.',
    nextStep: 'Look at the list again.',
  },
  'leftover-busy': {
    title: 'It is being asked about now',
    explanation: 'What Telegram says may be a session that would be lost.',
    nextStep: 'Wait for the answer, then look at the list again.',
  },
  'journal-not-removed': {
    title: 'The sealed copy could not be removed',
    explanation: '{file} is still on this computer ({reason}), so the session was not given up.',
    nextStep: 'Check the permissions of the folder, then try again.',
  },
  'save-as-unconfirmed': {
    title: 'The session waits under {namespace} now',
    explanation: 'The store has not confirmed it there, but the write may have arrived.',
    nextStep: 'The app goes on trying under that name alone, so that it is not stored under two.',
  },
  'pending-gone': {
    title: 'Nothing is waiting here',
    explanation: '{namespace} has no session that is not stored.',
    nextStep: 'Look at the list again.',
  },
  'pending-unreadable': {
    title: 'The sealed session cannot be opened',
    explanation: 'It was sealed with another keyring, or with a passphrase that has not been entered.',
    nextStep:
      'Enter the passphrase that sealed it, or start the app with that keyring. Without either, discard it and sign in again.',
  },
  'confirmation-differs': {
    title: 'Nothing was changed',
    explanation: 'What was typed is not {expected}.',
    nextStep: 'Type it exactly, or cancel.',
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
    explanation: 'No passphrase was set on this computer, or each one was entered.',
    nextStep: 'Go on without.',
  },
  'vault-damaged': {
    title: 'The passphrase settings are damaged',
    explanation:
      'The file is not whole and there is no copy; it has been kept as {file}. What was sealed with the passphrase cannot be opened without it.',
    nextStep: 'Put a backup of vault.json back, or set a passphrase and enter the secrets again.',
  },
} as const satisfies Record<string, ErrorWords>;
