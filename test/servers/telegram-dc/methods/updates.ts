import { Api } from 'telegram/tl/index.js';
import { type Method, method } from '../method.ts';

const getState = method(
  Api.updates.GetState,
  () =>
    new Api.updates.State({ pts: 1, qts: 0, date: Math.floor(Date.now() / 1000), seq: 0, unreadCount: 0 }),
);

export const updateMethods: Method[] = [getState];
