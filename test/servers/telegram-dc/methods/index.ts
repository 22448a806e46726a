import type { Method } from '../method.ts';
import { accountMethods } from './account.ts';
import { botMethods } from './bot.ts';
import { codeMethods } from './code.ts';
import { emailMethods } from './email.ts';
import { helpMethods } from './help.ts';
import { passwordMethods } from './password.ts';
import { qrMethods } from './qr.ts';
import { transferMethods } from './transfer.ts';
import { updateMethods } from './updates.ts';
import { userMethods } from './users.ts';

/** Every method that the practice data centre knows, by its name in the schema. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  [
    ...helpMethods,
    ...codeMethods,
    ...passwordMethods,
    ...botMethods,
    ...qrMethods,
    ...emailMethods,
    ...accountMethods,
    ...transferMethods,
    ...userMethods,
    ...updateMethods,
  ].map((method) => [method.name, method]),
);
