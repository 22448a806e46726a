import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';

const writer: z.ZodType<SessionWriter> = z.enum(['this-app', 'another-program']);

const sealedCopy = z.object({
  id: z.string(),
  sealed: z.string(),
  lastModified: z.number().nullable(),
  writer,
});

/** The sealed copies of one namespace, newest first. */
export const copiesFileSchema = z.object({
  version: z.literal(1),
  namespace: z.string(),
  /** The copy that a watch needs, which therefore never makes room for another. */
  pinned: z.string().nullable(),
  copies: z.array(sealedCopy),
});

export type CopiesFile = z.infer<typeof copiesFileSchema>;

/** Names a copy by its text. A session string has more randomness than a digest could give away. */
export function copyIdOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A namespace may hold any character, and 1,024 bytes of them; a file's name may not. */
export function copiesFileName(namespace: string): string {
  return `${createHash('sha256').update(namespace).digest('hex').slice(0, 40)}.json`;
}
