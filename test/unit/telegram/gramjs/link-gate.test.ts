import net from 'node:net';
import { beforeEach, expect, it } from 'vitest';
import { LinkGate } from '../../../../electron/main/telegram/gramjs/link-gate.ts';

let dialled: net.Socket[];
let gate: LinkGate;

beforeEach(() => {
  dialled = [];
  gate = new LinkGate(() => {
    const socket = new net.Socket();
    dialled.push(socket);
    return socket;
  });
});

it('destroys what was dialled, keeps the first reason and never dials again', async () => {
  gate.dial('192.0.2.1', 443);
  gate.end({ code: 'telegram-timeout' });
  gate.end({ code: 'sign-in-cancelled' });
  expect(await gate.ended).toEqual({ code: 'telegram-timeout' });
  expect(gate.error).toEqual({ code: 'telegram-timeout' });
  expect(() => gate.dial('192.0.2.1', 443)).toThrow('may not dial');
  expect(dialled.map(({ destroyed }) => destroyed)).toEqual([true]);
});

it('lets a link that is being made lose a socket and dial again', () => {
  gate.dial('192.0.2.1', 443);
  gate.lose({ code: 'telegram-unreachable' });
  gate.dial('192.0.2.1', 443);
  expect(gate.error).toBe(null);
});

it('ends an established link with its socket and does not let it dial again', () => {
  gate.dial('192.0.2.1', 443);
  gate.establish();
  expect(() => gate.dial('192.0.2.1', 443)).toThrow('may not dial');
  gate.lose({ code: 'telegram-unreachable' });
  expect(gate.error).toEqual({ code: 'telegram-unreachable' });
});

it('ends a link whose socket was gone before it was established', () => {
  gate.establish();
  expect(gate.error).toEqual({ code: 'telegram-unreachable' });
});
