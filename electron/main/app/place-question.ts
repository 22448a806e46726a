import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { normalAddress } from '../../../shared/place.ts';
import type { ProfileCredentials, ProfileDraft } from '../../../shared/profiles.ts';

/** Asked by the system's own dialog, so that nothing inside the window can answer it. */
export async function confirmPlace(window: BrowserWindow | null, draft: ProfileDraft): Promise<boolean> {
  const { endpoint, region, bucket, credentials, proxy } = draft;
  const options: MessageBoxOptions = {
    type: 'warning',
    title: 'Use AWS credentials',
    message: `Use ${credentialsWords(credentials)} for this place?`,
    detail: [
      `Endpoint: ${endpoint === '' ? 'AWS' : normalAddress(endpoint)}`,
      `Region: ${region}`,
      `Bucket: ${bucket}`,
      ...(proxy ? [`Proxy: ${normalAddress(proxy.address)}`] : []),
      '',
      'Whoever runs this place receives requests that are signed with them. You are asked once for each place.',
    ].join('\n'),
    buttons: ['Use for this place', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  return response === 0;
}

function credentialsWords(credentials: ProfileCredentials): string {
  if (credentials.kind !== 'named-profile') return 'this computer’s default AWS credentials';
  // A name may hold line breaks, or marks that turn the text around.
  const name = credentials.awsProfile.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return `the AWS profile “${name}”`;
}
