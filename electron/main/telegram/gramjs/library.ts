/** The one file that imports gramjs. It is loaded at the first use of Telegram only: it costs 35 MB. */
export { AuthKey } from 'telegram/crypto/AuthKey.js';
export { BinaryReader } from 'telegram/extensions/BinaryReader.js';
export { Logger, LogLevel } from 'telegram/extensions/Logger.js';
export { returnBigInt } from 'telegram/Helpers.js';
export type { TelegramClient } from 'telegram/index.js';
export { ConnectionTCPFull, MTProtoSender } from 'telegram/network/index.js';
export { computeCheck } from 'telegram/Password.js';
export { LAYER } from 'telegram/tl/AllTLObjects.js';
export { Api } from 'telegram/tl/index.js';
