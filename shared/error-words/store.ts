import type { ErrorWords } from './words.ts';

/** Failures of reading from and writing to the bucket. */
export const storeErrors = {
  'store-unreachable': {
    title: 'The store cannot be reached',
    explanation: 'No connection to {endpoint} could be made.',
    nextStep: 'Check the network and the profile’s endpoint, then try again.',
  },
  'store-timeout': {
    title: 'The store did not answer',
    explanation: 'No answer came from {endpoint} in time.',
    nextStep: 'Try again. If it comes back, check the network and the endpoint.',
  },
  'store-access-key-unknown': {
    title: 'The store does not know the access key',
    explanation: 'No such AWS_ACCESS_KEY exists at {endpoint}.',
    nextStep: 'Correct the access key in the profile.',
  },
  'store-secret-key-wrong': {
    title: 'The secret key does not fit the access key',
    explanation: 'The access key exists, but the signature made with this AWS_SECRET_KEY was refused.',
    nextStep: 'Enter the secret key in the profile again.',
  },
  'store-token-expired': {
    title: 'The AWS sign-in has expired',
    explanation: 'The temporary AWS credentials are no longer valid.',
    nextStep: 'Sign in again (for SSO: aws sso login), then try again.',
  },
  'store-no-credentials': {
    title: 'No AWS credentials were found',
    explanation: 'AWS’s own places gave nothing to sign requests with: {message}.',
    nextStep: 'Correct this, or sign in to AWS (for SSO: aws sso login), then try again.',
  },
  'store-secret-missing': {
    title: 'The secret key is not here any more',
    explanation:
      'It was forgotten because the profile was moved to another place, or because nothing could seal it.',
    nextStep: 'Open the profile and enter the secrets again.',
  },
  'store-secret-closed': {
    title: 'The secret key is locked',
    explanation: 'It is sealed on this computer, so the bucket was not asked for anything.',
    nextStep: 'Enter the passphrase that sealed it, or open the profile and enter the secrets again.',
  },
  'store-bucket-missing': {
    title: 'The bucket does not exist',
    explanation: 'There is no bucket named {bucket} at this endpoint.',
    nextStep: 'Correct the bucket’s name in the profile, or create the bucket.',
  },
  'store-region-wrong': {
    title: 'The bucket is in another region',
    explanation: 'The profile says {region}; the store expects {expected}.',
    nextStep: 'Enter the right region in the profile.',
  },
  'store-redirected': {
    title: 'The endpoint sends requests elsewhere',
    explanation:
      '{endpoint} redirects to {target}. Requests are signed for one host, so none was sent there.',
    nextStep: 'Enter the address of the store itself as the profile’s endpoint.',
  },
  'store-needs-https': {
    title: 'The store wants https',
    explanation: '{endpoint} redirects to the same host by https.',
    nextStep: 'Use {target} as the profile’s endpoint.',
  },
  'store-speaks-http': {
    title: 'The store speaks http, not https',
    explanation: 'What answers at {endpoint} does not encrypt the connection.',
    nextStep: 'Enter the endpoint with http://, or with the port that speaks https.',
  },
  'store-clock-skew': {
    title: 'This computer’s clock is wrong',
    explanation: 'The store refuses requests because the two clocks differ by more than 15 minutes.',
    nextStep: 'Set this computer’s date and time, then try again.',
  },
  'store-forbidden': {
    title: 'The store refuses this',
    explanation: 'The credentials are right, but they do not allow {action} on this key.',
    nextStep: 'Ask for {action} on arn:aws:s3:::{bucket}/telegram/*.',
  },
  'store-list-forbidden': {
    title: 'The namespaces cannot be listed',
    explanation: 'These credentials do not allow s3:ListBucket. Everything else works.',
    nextStep: 'Type the namespaces that you need, or ask for s3:ListBucket on the bucket.',
  },
  'store-read-unproved': {
    title: 'Reading cannot be proved without listing',
    explanation: 'Without s3:ListBucket the store answers the same for a missing object and a forbidden one.',
    nextStep: 'Open a namespace that has a session to see that it can be read.',
  },
  'store-conflict': {
    title: 'Somebody else has changed this session',
    explanation: 'The object in the bucket is not the one that was read before, so nothing was overwritten.',
    nextStep: 'Compare both sessions and decide which one to keep.',
  },
  'store-object-unreadable': {
    title: 'Something is stored here that cannot be read',
    explanation:
      'The store refused to create the object because there is one, and these credentials may not read it. Nothing was overwritten.',
    nextStep: 'Store the session from here under another namespace, or ask for s3:GetObject on this key.',
  },
  'store-condition-refused': {
    title: 'The store contradicts itself',
    explanation:
      'It refuses the write as if the object had changed, but reading it shows that it has not. Nothing was overwritten.',
    nextStep: 'Try again. If it comes back, the store does not support conditional writes properly.',
  },
  'store-unprotected': {
    title: 'Nothing would protect what may be stored here',
    explanation:
      'This store does not act on the conditions that prevent overwriting, and it does not tell whether the object exists (403).',
    nextStep:
      'Ask for s3:ListBucket on the bucket, so that a missing object can be told from a forbidden one.',
  },
  'store-readback-forbidden': {
    title: 'Stored, but it cannot be read back',
    explanation:
      'The store accepted the session, but these credentials may not read it, so it is not confirmed.',
    nextStep: 'Ask for s3:GetObject on this key, then save again.',
  },
  'store-busy': {
    title: 'Another write is under way',
    explanation: 'The store is handling another write to the same key, so nothing was overwritten.',
    nextStep: 'Try again in a moment.',
  },
  'store-unavailable': {
    title: 'The store has a problem',
    explanation: 'The store at {endpoint} answered with status {status}.',
    nextStep: 'Wait a moment and try again.',
  },
  'store-not-implemented': {
    title: 'The store does not support this request',
    explanation: 'The store at {endpoint} answered that it does not implement what was asked for (501).',
    nextStep:
      'Check the profile’s endpoint and, under Advanced, its encryption. If they are right, see what the doctor finds.',
  },
  'store-object-corrupt': {
    title: 'The object was damaged on its way',
    explanation: 'What was read does not have the checksum that it was stored with.',
    nextStep: 'Try again. If it comes back, the object in the bucket is damaged.',
  },
  'store-readback-differs': {
    title: 'The stored session is not ours',
    explanation: 'The store accepted the session, but reading it back gave something else.',
    nextStep: 'Another program writes to the same key. Stop it, then decide which session to keep.',
  },
  'store-place-unconfirmed': {
    title: 'AWS credentials are not allowed here yet',
    explanation:
      'This profile uses AWS credentials of this computer, and you have not confirmed that they may be used for its place. Nothing was sent.',
    nextStep: 'Open the profile, check endpoint, region and bucket, and save it: the app then asks.',
  },
  'store-authority-unknown': {
    title: 'The store’s certificate needs a CA file',
    explanation: 'The TLS certificate of {endpoint} is signed by a CA that this app does not know.',
    nextStep:
      'If the store has a private certificate, get the CA file (PEM) from whoever runs it and choose it in the profile, under Advanced.',
  },
  'store-authority-wrong': {
    title: 'The CA file does not fit the store’s certificate',
    explanation: 'The TLS certificate of {endpoint} is not signed by a CA in the profile’s CA file.',
    nextStep:
      'Get the right CA file, with intermediate certificates if there are any, and choose it in the profile, under Advanced.',
  },
  'store-proxy-unreachable': {
    title: 'The proxy cannot be reached',
    explanation: 'No connection to the proxy {proxy} could be made ({message}).',
    nextStep: 'Check the network and the proxy’s address in the profile, under Advanced.',
  },
  'store-proxy-timeout': {
    title: 'The proxy did not answer',
    explanation: 'The proxy {proxy} did not connect to the store in time.',
    nextStep: 'Try again. If it comes back, check the proxy’s address in the profile, under Advanced.',
  },
  'store-proxy-needs-credentials': {
    title: 'The proxy wants a user name and a password',
    explanation: 'The proxy {proxy} answered with 407, and the profile gives it none.',
    nextStep: 'Enter them in the profile, under Advanced.',
  },
  'store-proxy-credentials-wrong': {
    title: 'The proxy refuses the user name or the password',
    explanation: 'The proxy {proxy} answered with 407 to those in the profile.',
    nextStep: 'Enter them again in the profile, under Advanced.',
  },
  'store-proxy-refused': {
    title: 'The proxy does not connect to the store',
    explanation: 'The proxy {proxy} refused the connection to the store (status {status}).',
    nextStep: 'Have the store’s host and port allowed on the proxy, or choose another proxy in the profile.',
  },
  'store-encryption-needed': {
    title: 'The bucket demands server-side encryption',
    explanation:
      'A write is accepted only with the header for {encryption}, which the profile does not send.',
    nextStep: 'Choose {encryption} in the profile, under Advanced.',
  },
  'store-encryption-key': {
    title: 'The encryption key cannot be used',
    explanation: 'The store could not encrypt the object with the KMS key that the profile names.',
    nextStep:
      'Check the key ID in the profile, under Advanced, and that the key is enabled and these credentials may use it.',
  },
  'store-public': {
    title: 'Anybody can read this bucket’s sessions',
    explanation: 'The test object could be read without any credentials, and so can every session.',
    nextStep: 'Close the bucket to the public, then sign every account in anew.',
  },
  'store-certificate': {
    title: 'The store’s certificate is not trusted',
    explanation: 'The TLS certificate of {endpoint} was refused: {message}.',
    nextStep: 'Check the endpoint’s address, or have its certificate fixed.',
  },
  'store-answer-invalid': {
    title: 'This is not an answer of an S3 store',
    explanation: '{endpoint} answered with {found}, so nothing was concluded from it.',
    nextStep: 'Check the profile’s endpoint: another web server or a proxy may answer there.',
  },
  'store-unexpected': {
    title: 'The store answered something unexpected',
    explanation: 'The store answered {message} (status {status}).',
    nextStep: 'Try again. If it comes back, report the answer above.',
  },
} as const satisfies Record<string, ErrorWords>;

export type StoreErrorCode = keyof typeof storeErrors;
