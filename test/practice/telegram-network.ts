import net from 'node:net';
import { dcIdOfAddress } from '../servers/telegram-dc/addresses.ts';
import type { PracticePublicKey } from '../servers/telegram-dc/rsa.ts';

/**
 * A `dial` that leads every address of a Telegram data centre to its loopback port. Any other address fails
 * with `ECONNREFUSED`, so nothing that uses it can reach the internet. The port asked for is ignored, as
 * gramjs dials 80 whatever the session says.
 */
export function createPracticeDial(
  ports: Readonly<Record<number, number>>,
): (address: string, port: number) => net.Socket {
  return (address, port) => {
    const dcId = dcIdOfAddress(address);
    const practicePort = dcId === undefined ? undefined : ports[dcId];
    if (practicePort === undefined) return refusedSocket(address, port);
    return net.connect({ host: '127.0.0.1', port: practicePort });
  };
}

function refusedSocket(address: string, port: number): net.Socket {
  const socket = new net.Socket();
  const error = new Error(`${address}:${port} is not a practice data centre`);
  process.nextTick(() => socket.destroy(Object.assign(error, { code: 'ECONNREFUSED', address, port })));
  return socket;
}

/** Lets gramjs in this process accept the practice server in a key exchange. */
export async function trustPracticeKey(publicKey: PracticePublicKey): Promise<void> {
  const { _serverKeys } = await import('telegram/crypto/RSA.js');
  const { default: bigInt } = await import('big-integer');
  _serverKeys.set(publicKey.fingerprint, { n: bigInt(publicKey.modulus), e: publicKey.exponent });
}
