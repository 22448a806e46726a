import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { removeFile } from '../files/atomic-file.ts';
import type { JsonFile } from '../files/json-file.ts';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);

export const clipboardMarkSchema = z.object({ version: z.literal(1), salt: hex, digest: hex });

type Mark = z.infer<typeof clipboardMarkSchema>;

/** Far more than the app ever copies; what is longer is somebody else's. */
const maxCharacters = 64 * 1024;

const saltBytes = 16;
const digestBytes = 32;

const derive: (text: string, salt: Buffer, bytes: number) => Promise<Buffer> = promisify(scrypt);

/**
 * Remembers across a crash that a secret was put into the clipboard: by a salted digest, which tells whether the
 * clipboard still holds it and nothing else.
 */
export class ClipboardMark {
  #mark: Mark | null = null;

  constructor(private readonly file: JsonFile<Mark>) {}

  get isSet(): boolean {
    return this.#mark !== null;
  }

  /** Reads what a run of the app that did not end by itself has left. */
  async load(): Promise<void> {
    const read = await this.file.read();
    this.#mark = read.kind === 'read' ? read.value : null;
  }

  /** A disk that refuses the mark is no reason to keep the operator from copying. */
  async set(text: string): Promise<void> {
    const salt = randomBytes(saltBytes);
    const digest = await derive(text, salt, digestBytes);
    this.#mark = { version: 1, salt: salt.toString('hex'), digest: digest.toString('hex') };
    await this.file.write(this.#mark);
  }

  async matches(text: string): Promise<boolean> {
    if (this.#mark === null || text === '' || text.length > maxCharacters) return false;
    const digest = Buffer.from(this.#mark.digest, 'hex');
    const other = await derive(text, Buffer.from(this.#mark.salt, 'hex'), digestBytes);
    return digest.length === digestBytes && timingSafeEqual(digest, other);
  }

  async clear(): Promise<void> {
    this.#mark = null;
    await removeFile(this.file.path);
  }
}
