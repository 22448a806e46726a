import type { ConfirmationView, ProfileFacts, Question, ReplacedObject } from './confirmation.ts';
import type { SessionConflict } from './conflicts.ts';
import { type Leftover, leftoverPhrase } from './held-sessions.ts';
import { discardPhrase, type UnsavedAtQuit } from './quit.ts';
import { forgottenPhrase } from './vault.ts';

type QuestionOf<K extends Question['kind']> = Extract<Question, { kind: K }>;
type Words = Pick<ConfirmationView, 'title' | 'paragraphs' | 'action'> &
  Partial<Omit<ConfirmationView, 'title' | 'paragraphs' | 'action'>>;

const stopFirst = 'Stop the connector first: it saves its own session again when it stops.';
const typeTheName = 'Type the namespace’s name';
const staysListed = 'it stays listed in Telegram under Settings › Devices until it is ended there.';

const table: { [K in Question['kind']]: (question: QuestionOf<K>) => Words } = {
  'sign-in-over': ({ namespace, stored, waiting }) => ({
    title: 'Re-authenticate',
    facts: [
      ...named(namespace),
      ...(stored ? [{ label: 'Stored now', value: objectWords(stored) }] : []),
      ...(waiting === null ? [] : [{ label: 'Waiting here', value: waiting }]),
    ],
    paragraphs: [
      ...(stored ? ['You sign in again, and the new session replaces the stored one.'] : []),
      ...(waiting === null
        ? []
        : ['The session that is waiting to be stored is kept aside on this computer when you sign in.']),
    ],
    warning:
      'Stop the connector first. One that is still running saves its old session when it stops, and would overwrite the new one.',
    action: stored ? 'Replace and sign in' : 'Sign in',
  }),

  'put-ours': ({ namespace, conflict }) => ({
    title: 'Use the new sign-in',
    facts: [...named(namespace), ...bothSides(conflict)],
    paragraphs: [
      conflict.kind === 'changed'
        ? 'The new session replaces the stored one, provided that the stored one is still the one shown.'
        : 'The new session is stored, provided that there is still nothing under this name.',
    ],
    warning:
      conflict.kind === 'changed'
        ? 'If a connector wrote the stored one, stop it first: it saves its session again when it stops.'
        : null,
    action: 'Use the new sign-in',
  }),

  'keep-theirs': ({ namespace, conflict }) => {
    const action = conflict.kind === 'changed' ? 'Keep the stored session' : 'Discard the new session';
    return {
      title: action,
      facts: [...named(namespace), ...bothSides(conflict)],
      paragraphs: [
        `The new session is discarded${conflict.kind === 'deleted' ? ', and nothing is stored under this name' : ''}. If the bucket keeps no versions, this namespace’s history keeps a sealed copy of it. If it keeps versions, the only way back is to sign in again, unless the session came from one of those versions.`,
        'In Telegram it stays in the account’s list of devices until it is ended there.',
      ],
      action,
    };
  },

  check: ({ sessions }) => {
    const [only, ...others] = sessions;
    const isOne = only !== undefined && others.length === 0;
    return {
      title: isOne ? 'Check now' : `Check ${sessions.length} sessions now`,
      ...(isOne
        ? { facts: [...named(only.namespace), { label: 'Session', value: only.fingerprint }] }
        : { names: sessions.map(({ namespace, fingerprint }) => `${namespace} (${fingerprint})`) }),
      paragraphs: [
        isOne
          ? 'The app connects to Telegram once with the stored session, asks which account it belongs to, and disconnects.'
          : 'The app connects to Telegram once with each stored session, asks which account it belongs to, and disconnects.',
      ],
      warning:
        'Stop the connector first. When two programs use one session at the same time, Telegram ends the session for good. It cannot be brought back.',
      pledge: isOne ? 'The connector is stopped' : 'The connectors are stopped',
      action: isOne ? 'Check session' : `Check ${sessions.length} sessions`,
    };
  },

  export: ({ to, namespace, fingerprint }) => ({
    title: to === 'file' ? 'Export the session to a file' : 'Copy the session to the clipboard',
    facts: [...named(namespace), { label: 'Session', value: fingerprint ?? 'not known' }],
    paragraphs: [
      'Whoever has the exported text can use the account. Delete it once the session is stored, and never use it in two programs at the same time.',
      ...(to === 'clipboard' ? ['The clipboard is emptied after a minute.'] : []),
    ],
    action: to === 'file' ? 'Export to a file' : 'Copy to the clipboard',
  }),

  'copy-secrets': ({ namespace }) => ({
    title: 'Copy with secrets',
    facts: named(namespace),
    paragraphs: [
      'The secret key and the API hash go to the clipboard. Whoever can read it can then read and replace every session of this profile. The clipboard is emptied after a minute.',
    ],
    action: 'Copy with secrets',
  }),

  'discard-waiting': ({ session: { namespace, fingerprint } }) => ({
    title: 'Discard the session',
    facts: [...named(namespace), { label: 'Session', value: fingerprint }],
    paragraphs: [
      'Unless it came from the history, the session is lost for good and somebody has to sign in again with a new code. In Telegram it stays listed under Settings › Devices until it is ended there.',
    ],
    phrase: { label: typeTheName, text: namespace },
    action: 'Discard the session',
    destructive: true,
  }),

  'discard-leftover': ({ leftover }) => ({
    title: discardLabels[leftover.kind],
    facts: [
      ...named(leftover.namespace ?? 'not known'),
      ...(leftover.fingerprint === null ? [] : [{ label: 'Session', value: leftover.fingerprint }]),
    ],
    paragraphs: [discardWords[leftover.kind]],
    phrase: {
      label: leftover.namespace === null ? 'Type these words' : typeTheName,
      text: leftoverPhrase(leftover),
    },
    action: discardLabels[leftover.kind],
    destructive: true,
  }),

  'discard-at-quit': ({ sessions }) => ({
    title: 'Discard and quit',
    names: sessions.map(({ namespace, fingerprint }) => `${namespace} (${fingerprint})`),
    paragraphs: [quitWords(sessions)],
    phrase: {
      label: `Type this to lose ${sessions.length === 1 ? 'it' : 'them'} for good`,
      text: discardPhrase(sessions.map(({ namespace }) => namespace)),
    },
    action: 'Discard and quit',
    destructive: true,
  }),

  restore: ({ namespace, restored, replaced }) => ({
    title: 'Restore an earlier session',
    facts: [
      ...named(namespace),
      { label: 'Earlier session', value: restored },
      { label: 'Stored now', value: replaced ? objectWords(replaced) : 'nothing' },
    ],
    paragraphs: [
      replaced
        ? 'The earlier session replaces what is stored now, provided that it is still the object shown.'
        : 'The earlier session is stored, provided that there is still nothing under this name.',
      'Restoring does not revive an ended session: if Telegram has ended it, the connector cannot use it and somebody has to sign in again.',
    ],
    warning: stopFirst,
    action: 'Restore session',
  }),

  'let-go': ({ namespace, ours, stored }) => ({
    title: 'Leave it as it is',
    facts: [
      ...named(namespace),
      { label: 'Your session', value: ours },
      { label: 'Stored now', value: stored ? objectWords(stored) : 'not known to be there' },
    ],
    paragraphs: [
      'The app stops watching. It still keeps the last five sessions of each namespace; once five newer ones have come, this one is gone, unless the bucket keeps versions.',
    ],
    action: 'Leave it as it is',
  }),

  'remove-profile': () => ({
    title: 'Remove profile',
    paragraphs: [
      'The app forgets this profile with its secrets and the names it has seen. The bucket and its sessions stay as they are.',
    ],
    action: 'Remove',
    destructive: true,
  }),

  'use-credentials': ({ awsProfile, proxy }) => ({
    title: 'Use AWS credentials',
    facts: [
      {
        label: 'Credentials',
        value: awsProfile === null ? 'the default chain' : `AWS profile ${awsProfile}`,
      },
      ...(proxy === null ? [] : [{ label: 'Proxy', value: proxy }]),
    ],
    paragraphs: [
      'Whoever runs this place receives requests that are signed with this computer’s AWS credentials. You are asked once for each place.',
    ],
    action: 'Use for this place',
  }),

  'replace-passphrase': () => ({
    title: 'Replace a forgotten passphrase',
    paragraphs: [
      'Nobody can recover a passphrase. What the old one sealed stays locked: the secrets of your profiles have to be entered again, and sealed sessions that are waiting cannot be stored.',
      'Nothing is deleted. If the old passphrase turns up, it can still be entered.',
    ],
    phrase: { label: 'Type this to confirm', text: forgottenPhrase },
    action: 'Replace the passphrase',
  }),
};

/** @param inUse the profile in use, for questions that do not name one */
export function confirmationView(question: Question, inUse: ProfileFacts | null): ConfirmationView {
  const profile = 'profile' in question ? question.profile : inUse;
  const isAboutProfile = question.kind !== 'replace-passphrase' && profile !== null;
  const { facts = [], ...words } = wordsOf(question);
  return {
    names: [],
    warning: null,
    pledge: null,
    phrase: null,
    destructive: false,
    ...words,
    facts: [
      ...(isAboutProfile
        ? [
            { label: 'Profile', value: profile.name },
            { label: 'Place', value: profile.place },
          ]
        : []),
      ...facts,
    ],
  };
}

function wordsOf<K extends Question['kind']>(question: QuestionOf<K> & { kind: K }): Words {
  // TypeScript cannot follow that the entry fits the kind it was found by.
  const words = table[question.kind] as (question: QuestionOf<K>) => Words;
  return words(question);
}

function named(namespace: string): { label: string; value: string }[] {
  return [{ label: 'Namespace', value: namespace }];
}

function objectWords({ fingerprint }: ReplacedObject): string {
  return fingerprint ?? 'no usable session';
}

function bothSides(conflict: SessionConflict): { label: string; value: string }[] {
  return [
    { label: 'New session', value: conflict.ours.fingerprint },
    { label: 'Stored now', value: theirWords(conflict) },
  ];
}

function theirWords(conflict: SessionConflict): string {
  if (conflict.kind === 'changed') return objectWords(conflict.theirs);
  return conflict.kind === 'deleted' ? 'nothing' : 'not readable';
}

const discardLabels: Record<Leftover['kind'], string> = {
  interrupted: 'Discard the sign-in',
  superseded: 'Discard the session',
  'wrong-account': 'Discard the session',
  newer: 'Discard the file',
  damaged: 'Discard the file',
  foreign: 'Discard the file',
  unreadable: 'Discard the file',
};

/** The consequences of discarding. */
const discardWords: Record<Leftover['kind'], string> = {
  interrupted: `Telegram may have accepted this sign-in. Its key is lost for good, and the app no longer asks about it. If there is a session, ${staysListed}`,
  superseded: `Unless it is stored elsewhere, the session is lost for good and somebody has to sign in again with a new code; ${staysListed}`,
  'wrong-account': `The session is lost for good; ${staysListed}`,
  newer: `The newer version of this app may hold a session in this file that is nowhere else. It is lost for good with the file, but ${staysListed}`,
  damaged: `This file may hold a session that is nowhere else. It is lost for good with the file, but ${staysListed}`,
  foreign: `The session in this file may be nowhere else, and the profile or namespace that it belongs to loses it for good; ${staysListed}`,
  unreadable: `This file may hold a session that is nowhere else and may be readable once the disk problem is fixed. It is lost for good with the file, but ${staysListed}`,
};

function quitWords(sessions: readonly UnsavedAtQuit[]): string {
  const isAt = (kind: UnsavedAtQuit['kind']) => sessions.some((session) => session.kind === kind);
  const again = 'Somebody has to sign in again with a new code';
  const origin = sessions.length === 1 ? 'it came' : 'they came';
  const words = isAt('session') ? `${again}, unless ${origin} from the history.` : `${again}.`;
  if (!isAt('interrupted')) return words;
  return `${words} A session that Telegram has made stays listed there under Settings › Devices until it is ended.`;
}
