import type { ConflictChoice, SessionConflict } from '../../../../shared/conflicts.ts';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';

export type ChoiceKind = ConflictChoice['kind'];

interface ConflictWords {
  title: string;
  explanation: string;
  /** In the order of the buttons, none of which is the default one. */
  choices: Record<ChoiceKind, string>;
}

export const conflictWords: Record<SessionConflict['kind'], ConflictWords> = {
  changed: {
    title: 'Another program changed this session',
    explanation:
      'Another program stored a session here after this one was read. Nothing was overwritten; choose which one the connector should use.',
    choices: {
      'keep-theirs': 'Keep the stored session',
      'put-ours': 'Use the new sign-in',
      'save-as': 'Keep both',
    },
  },
  deleted: {
    title: 'The stored session is gone',
    explanation:
      'Somebody deleted the session that the new one was meant to replace, perhaps on purpose. Nothing was written. Choose what to do with the new session.',
    choices: {
      'keep-theirs': 'Discard the new session',
      'put-ours': 'Use the new sign-in',
      'save-as': 'Store it under another name',
    },
  },
  unreadable: {
    title: 'Something is stored here that cannot be read',
    explanation:
      'The store refused to create the object because one already exists, and these credentials may not read it. Nothing was overwritten. Ask for s3:GetObject on this key to see what it is.',
    choices: {
      'keep-theirs': 'Discard the new session',
      'put-ours': 'Try again',
      'save-as': 'Store it under another name',
    },
  },
};

export const writerWords: Record<SessionWriter, string> = {
  'this-app': 'This app',
  'another-program': 'Another program',
};
