import type { ErrorWords } from './words.ts';

/** Failures of the app's own rules: names, profiles, attempts, requests. */
export const appErrors = {
  'namespace-invalid': {
    title: 'This name cannot be used',
    explanation: '{reason}',
    nextStep: 'Choose another name.',
  },
  'namespace-occupied': {
    title: 'A session is already stored here',
    explanation: 'Signing in would replace the session of {namespace}.',
    nextStep: 'Confirm the replacement, or choose another namespace.',
  },
  'namespace-unsaved': {
    title: 'The session is waiting to be stored',
    explanation: '{namespace} holds a session that the store has not confirmed. This would lose it.',
    nextStep: 'Save it first.',
  },
  'target-occupied': {
    title: 'Something is already stored under this name',
    explanation: 'Nothing was stored under {namespace}, and the session is kept on this computer unchanged.',
    nextStep: 'Choose an unused name.',
  },
  'conflict-changed': {
    title: 'The session has changed again',
    explanation: 'It is no longer the one that was shown, so nothing was done.',
    nextStep: 'Check what is shown now, then decide.',
  },
  'saving-blocked': {
    title: 'Saving is blocked',
    explanation: 'The stored session could not be read, so nothing may overwrite it.',
    nextStep: 'Fix the problem shown, read the namespace again, then sign in.',
  },
  'nothing-stored': {
    title: 'There is no session to use',
    explanation: 'The namespace {namespace} holds no usable session.',
    nextStep: 'Sign in first.',
  },
  'attempt-open': {
    title: 'A sign-in is already open',
    explanation: 'Another sign-in for {namespace} has not ended yet.',
    nextStep: 'Continue it, or close it first.',
  },
  'attempt-gone': {
    title: 'This sign-in has ended',
    explanation: 'The sign-in was closed or belongs to another profile.',
    nextStep: 'Start it again.',
  },
  'step-mismatch': {
    title: 'The sign-in has moved on',
    explanation: 'The sign-in is no longer at the step that this answer was for.',
    nextStep: 'Continue from the current step.',
  },
  'sign-in-cancelled': {
    title: 'The sign-in was closed',
    explanation: 'Nothing was stored.',
    nextStep: 'Start it again when you are ready.',
  },
  'profile-missing': {
    title: 'No profile is chosen',
    explanation: 'A profile says which bucket and which Telegram API ID to use.',
    nextStep: 'Choose a profile or create one.',
  },
  'profile-invalid': {
    title: 'The profile is not complete',
    explanation: '{field}: {reason}',
    nextStep: 'Correct the field and save again.',
  },
  'profile-in-use': {
    title: 'The profile is in use',
    explanation: 'A sign-in is open, or a session is waiting to be stored.',
    nextStep: 'First finish or close the sign-in, or store the waiting session.',
  },
  'sign-in-unanswered': {
    title: 'A sign-in may be lost',
    explanation: 'Telegram may have accepted the sign-in of {namespace}; its key is only in memory.',
    nextStep:
      'Wait until Telegram has answered, or press “Show” at the top of the window and discard it there.',
  },
  'profiles-damaged': {
    title: 'The saved profiles are damaged',
    explanation: 'Their file is not whole. It has been kept as {file}.',
    nextStep: 'Create or import the profiles again.',
  },
  'api-hash-missing': {
    title: 'The API hash is missing',
    explanation:
      'The profile has none, it was kept in memory only, or it is sealed with a passphrase that has not been entered.',
    nextStep: 'Enter the passphrase, or open the profile and enter the API hash.',
  },
  'import-unreadable': {
    title: 'The file cannot be read',
    explanation: '{reason}',
    nextStep: 'Choose the connector’s .env file.',
  },
  'import-empty': {
    title: 'Nothing to import',
    explanation: 'None of the connector’s variables was found in {source}.',
    nextStep: 'Check that it sets AWS_S3_SESSION_BUCKET, API_ID and the related variables.',
  },
  'env-value-unwritable': {
    title: 'The lines cannot be written',
    explanation:
      'The value of {variable} contains characters that programs read differently from a .env file, so a connector could find another value there.',
    nextStep: 'Set {variable} for the connector in another way, or use a plain name.',
  },
  'import-forgotten': {
    title: 'The import was too long ago',
    explanation: 'Imported secrets that are not saved are forgotten after ten minutes.',
    nextStep: 'Enter the secret key and the API hash, or import the file again.',
  },
  'authority-refused': {
    title: 'This CA file cannot be used',
    explanation: '{file}: {reason}',
    nextStep: 'Choose a file with the certificate of the CA, in PEM form.',
  },
  'place-not-confirmed': {
    title: 'AWS credentials were not allowed for this place',
    explanation: 'You did not allow this computer’s AWS credentials to be used there, so nothing was sent.',
    nextStep: 'Check endpoint, region and bucket, then try again.',
  },
  'too-many-tests': {
    title: 'Too many connection tests',
    explanation: 'A profile can be tested a dozen times in a minute.',
    nextStep: 'Wait {seconds} seconds, then test again.',
  },
  'file-unreadable': {
    title: 'A file could not be read',
    explanation: 'Reading {file} failed: {reason}. Nothing in it was changed.',
    nextStep: 'Check the disk and the permissions of the file, then try again.',
  },
  'file-newer': {
    title: 'A newer version of the app wrote this file',
    explanation: 'This version does not understand {file}, so it leaves the file as it is.',
    nextStep: 'Start the newer version, or move the file to another folder and try again.',
  },
  'profile-data-left': {
    title: 'Something of the removed profile is still here',
    explanation: 'The profile was removed, but {path} could not be deleted: {reason}.',
    nextStep: 'Check the permissions of the folder and delete it by hand.',
  },
  'disk-write-failed': {
    title: 'The settings could not be written',
    explanation: 'Writing to {path} failed: {reason}.',
    nextStep: 'Check free space and permissions, then try again.',
  },
  'profile-has-pending': {
    title: 'The profile has sessions waiting to be stored',
    explanation:
      '{count} of its sessions, interrupted sign-ins or files kept aside exist only on this computer. Removing the profile would lose them.',
    nextStep:
      'Open the profile, press “Show” at the top of the window, and store, export or discard what is listed there.',
  },
  'profile-place-in-use': {
    title: 'Sessions are waiting for this profile’s bucket',
    explanation:
      '{count} of its sessions, interrupted sign-ins or files kept aside are waiting on this computer for the profile’s current bucket and API ID. With others they would go to the wrong place, so nothing was changed.',
    nextStep:
      'Open the profile as it is, press “Show” at the top of the window, and store, export or discard what is listed there; or create another profile for the other bucket. You can still change this profile’s name, colour and credentials.',
  },
  'environment-tls-unchecked': {
    title: 'Certificates are checked all the same',
    explanation:
      'The app was started with NODE_TLS_REJECT_UNAUTHORIZED=0, which would have let anybody on the way to the store read its sessions. The app has ignored it.',
    nextStep: 'Start the app without this variable. For a private certificate, have the store’s CA trusted.',
  },
  'environment-node-options': {
    title: 'NODE_OPTIONS was set',
    explanation:
      'It may load code into the app or weaken its connections before the app can prevent it. Nothing that the app starts gets it.',
    nextStep: 'Quit, and start the app without this variable unless you have set it on purpose.',
  },
  'environment-key-log': {
    title: 'No keys are logged',
    explanation:
      'The app was started with SSLKEYLOGFILE, which would have written down the keys of encrypted connections. The app has ignored it.',
    nextStep: 'Start the app without this variable.',
  },
  'not-confirmed': {
    title: 'Nothing was changed',
    explanation: 'The question was not confirmed.',
    nextStep: 'Ask for it again if it is needed.',
  },
  'confirmation-open': {
    title: 'Another question is open',
    explanation: 'One decision is confirmed at a time.',
    nextStep: 'Answer the question in the small window first.',
  },
  'confirmation-failed': {
    title: 'The question could not be asked',
    explanation: 'The window that asks did not open, or ended before it was answered. Nothing was changed.',
    nextStep: 'Try again. If it comes back, restart the app and send the log.',
  },
  'request-invalid': {
    title: 'The request was refused',
    explanation: 'The window sent something that the app does not accept ({field}).',
    nextStep: 'Correct what you typed. If nothing was typed, report this as a bug.',
  },
  'sender-refused': {
    title: 'The request was refused',
    explanation: 'It did not come from the app’s own window.',
    nextStep: 'Restart the app and report this as a bug.',
  },
  internal: {
    title: 'Something went wrong inside the app',
    explanation: 'This is a bug, not your mistake. The log has the details under {reference}.',
    nextStep: 'Try again. If it comes back, send the log.',
  },
} as const satisfies Record<string, ErrorWords>;
