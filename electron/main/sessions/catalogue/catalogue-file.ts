import { z } from 'zod';
import type { AccountInfo, AccountVerdict } from '../../../../shared/accounts.ts';
import { type ErrorCode, errorCodes } from '../../../../shared/error-codes.ts';

const knownCodes: ReadonlySet<string> = new Set(errorCodes);
const reason = z.custom<ErrorCode>((value) => typeof value === 'string' && knownCodes.has(value));

export const accountSchema: z.ZodType<AccountInfo> = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  isBot: z.boolean(),
  dcId: z.number(),
});

/** Epoch ms that a Date can hold (ECMA-262, "Time Values and Time Range"), so that every one can be shown. */
export const epochMs = z.number().int().min(0).max(8.64e15);

const verdict: z.ZodType<AccountVerdict> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('authorized'), checkedAt: epochMs }),
  z.object({ kind: z.literal('unauthorized'), reason, checkedAt: epochMs }),
  z.object({ kind: z.literal('account-gone'), reason, checkedAt: epochMs }),
]);

const remembered = z.object({
  name: z.string(),
  account: accountSchema.nullable(),
  verdict,
  /** The session that the verdict is about. */
  fingerprint: z.string().nullable(),
  /** The object that held it, so that a listing tells without reading whether the verdict still applies. */
  etag: z.string().nullable(),
  sealedPhone: z.string().nullable(),
  /** Facts learned about sessions that were stored here before, newest first. Older files do not have it. */
  earlier: z.array(z.object({ fingerprint: z.string(), verdict })).default([]),
});

export const catalogueSchema = z.object({
  version: z.literal(1),
  preferred: z.string().nullable(),
  namespaces: z.array(remembered),
  listed: z.array(z.string()),
  /** Whether the store at this place acts on write conditions. Older files do not have it. */
  protection: z
    .object({
      place: z.string(),
      found: z.enum(['on', 'off', 'refused']),
      /** Older files do not have it. */
      testedAt: epochMs.default(0),
    })
    .nullable()
    .default(null),
});

/** The entry of one namespace. It holds no session and no readable phone number. */
export type RememberedNamespace = z.infer<typeof remembered>;
export type CatalogueFile = z.infer<typeof catalogueSchema>;
