import net from 'node:net';
import { expect, it } from 'vitest';
import { LinkGate } from '../../../../electron/main/telegram/gramjs/link-gate.ts';

it('destroys what was dialled, keeps the first reason and never dials again', async () => {
  const dialled: net.Socket[] = [];
  const gate = new LinkGate(() => {
    const socket = new net.Socket();
    dialled.push(socket);
    return socket;
  });
  gate.dial('192.0.2.1', 443);
  gate.end({ code: 'telegram-timeout' });
  gate.end({ code: 'sign-in-cancelled' });
  expect(await gate.ended).toEqual({ code: 'telegram-timeout' });
  expect(gate.error).toEqual({ code: 'telegram-timeout' });
  expect(() => gate.dial('192.0.2.1', 443)).toThrow('ended');
  expect(dialled.map(({ destroyed }) => destroyed)).toEqual([true]);
});
