import { createHash } from 'node:crypto';
import { encodeTelethon } from '../session-string/index.ts';

/** RFC 5737 keeps 192.0.2.0/24 for documentation, so nothing can dial Telegram with a synthetic session. */
function syntheticAddress(dcId: number): string {
  return `192.0.2.${dcId}`;
}

function syntheticKey(namespace: string): Buffer {
  const blocks = [0, 1, 2, 3].map((part) => createHash('sha512').update(`${part} ${namespace}`).digest());
  return Buffer.concat(blocks);
}

function telethonText(namespace: string, dcId: number): string {
  return encodeTelethon({
    dcId,
    address: syntheticAddress(dcId),
    port: 443,
    authKey: syntheticKey(namespace),
  });
}

/** A session as gramjs would save it: the address as text, here with the 14 characters that poison Telethon. */
function poisonedText(namespace: string): string {
  const address = Buffer.from('149.154.167.91');
  const bytes = Buffer.concat([
    Buffer.from([4, 0, 14]),
    address,
    Buffer.from([1, 187]),
    syntheticKey(namespace),
  ]);
  return `1${bytes.toString('base64')}`;
}

/** Namespace and text of what a profile with API_ID 0 begins with: every stored state that can be shown. */
export function syntheticSessions(): [namespace: string, text: string][] {
  return [
    ['teleapp', telethonText('teleapp', 2)],
    ['support-bot', telethonText('support-bot', 4)],
    ['archive-reader', telethonText('archive-reader', 1)],
    ['fresh-connector', ''],
    ['poisoned-connector', poisonedText('poisoned-connector')],
    ['cut-short', telethonText('cut-short', 5).slice(0, 200)],
  ];
}
