import { Api } from 'telegram/tl/index.js';
import { DATA_CENTRES } from '../addresses.ts';
import { futureSalts, pong } from '../messages.ts';
import { type Call, type Method, openMethod } from '../method.ts';
import type { TlObject } from '../tl.ts';

const getConfig = openMethod(Api.help.GetConfig, (_, { dcId }) => {
  const date = Math.floor(Date.now() / 1000);
  return new Api.Config({
    ...UNUSED_LIMITS,
    date,
    expires: date + 3600,
    testMode: false,
    thisDc: dcId,
    dcOptions: DATA_CENTRES.flatMap(({ dcId: id, ipv4, ipv6 }) => [
      new Api.DcOption({ id, ipAddress: ipv4, port: 443 }),
      new Api.DcOption({ id, ipAddress: ipv6, port: 443, ipv6: true }),
    ]),
  });
});

const getNearestDc = openMethod(
  Api.help.GetNearestDc,
  (_, { dcId }) => new Api.NearestDc({ country: 'DE', thisDc: dcId, nearestDc: dcId }),
);

const ping = openMethod(Api.Ping, ({ pingId }, call) => answerPing(pingId, call));
const pingDelayDisconnect = openMethod(Api.PingDelayDisconnect, ({ pingId }, call) =>
  answerPing(pingId, call),
);

const getFutureSalts = openMethod(Api.GetFutureSalts, (_, { messageId, key }) => ({
  getBytes: () => futureSalts(messageId, Math.floor(Date.now() / 1000), key.salt),
}));

function answerPing(pingId: { toString(): string }, { messageId }: Call): TlObject {
  return { getBytes: () => pong(messageId, BigInt(pingId.toString())) };
}

/** Fields of `config` that the schema requires and nobody here reads. */
const UNUSED_LIMITS = {
  dcTxtDomainName: '',
  chatSizeMax: 200,
  megagroupSizeMax: 200_000,
  forwardedCountMax: 100,
  onlineUpdatePeriodMs: 210_000,
  offlineBlurTimeoutMs: 5000,
  offlineIdleTimeoutMs: 30_000,
  onlineCloudTimeoutMs: 300_000,
  notifyCloudDelayMs: 30_000,
  notifyDefaultDelayMs: 1500,
  pushChatPeriodMs: 60_000,
  pushChatLimit: 2,
  editTimeLimit: 172_800,
  revokeTimeLimit: 2_147_483_647,
  revokePmTimeLimit: 2_147_483_647,
  ratingEDecay: 2_419_200,
  stickersRecentLimit: 200,
  channelsReadMediaPeriod: 604_800,
  callReceiveTimeoutMs: 20_000,
  callRingTimeoutMs: 90_000,
  callConnectTimeoutMs: 30_000,
  callPacketTimeoutMs: 10_000,
  meUrlPrefix: 'https://t.me/',
  captionLengthMax: 1024,
  messageLengthMax: 4096,
  webfileDcId: 4,
};

export const helpMethods: Method[] = [getConfig, getNearestDc, ping, pingDelayDisconnect, getFutureSalts];
