import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import type { SessionExport } from '../ipc/handlers/export-session.ts';
import type { ClipboardMark } from './clipboard-mark.ts';

/** How long an exported session may lie in the clipboard. */
const clipboardMs = 60_000;

/** Four bytes each at most, in names of at most 255. */
const maxNameCharacters = 55;

interface SessionExportParts {
  /** Asks where to; null when the person closed the dialog. */
  choosePath(namespace: string): Promise<string | null>;
  /** Reading is asynchronous in newer versions of Electron. */
  clipboard: { readText(): string | Promise<string>; writeText(text: string): void; clear(): void };
  after(delayMs: number, run: () => void): () => void;
  mark: ClipboardMark;
}

interface ClearableExport extends SessionExport {
  /** Takes what was copied out of the clipboard, unless somebody has copied something else since. */
  emptyClipboard(): Promise<void>;
  /** The same for what a run of the app has left that ended without emptying it. */
  emptyLeft(): Promise<void>;
}

/** A name for a session's file that every file system takes, and that no path and no hidden file is made of. */
export function exportFileName(namespace: string): string {
  const plain = namespace.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
  return `${[...plain].slice(0, maxNameCharacters).join('')}.session.txt`;
}

/** The one way by which a session string leaves the app: into a file for its owner alone, or the clipboard for a minute. */
export function createSessionExport({
  choosePath,
  clipboard,
  after,
  mark,
}: SessionExportParts): ClearableExport {
  let copied: string | null = null;
  // What is copied and what is emptied wait for each other, so that the mark on the disk is that of the last copy.
  const queue = new SerialQueue();
  const emptyNow = async () => {
    const text = copied;
    copied = null;
    if (text === null) return;
    if ((await clipboard.readText()) === text) clipboard.clear();
    await mark.clear();
  };
  const emptyClipboard = () => queue.run(emptyNow);
  const emptyLeftNow = async () => {
    if (copied !== null || !mark.isSet) return;
    const text = await clipboard.readText();
    // A desktop may show the clipboard only to the window that has the focus.
    if (text === '') return;
    if (await mark.matches(text)) clipboard.clear();
    await mark.clear();
  };
  return {
    emptyClipboard,
    emptyLeft: () => queue.run(emptyLeftNow),
    toFile: async (namespace, text): Promise<Result<boolean, 'export-failed'>> => {
      const path = await choosePath(namespace);
      if (path === null) return ok(false);
      // A name of its own: in somebody else's folder `.tmp` may be another program's.
      const written = await writeFileAtomically(path, text, `${path}.${randomUUID()}.tmp`);
      return written.kind === 'failed' ? fail('export-failed', { reason: written.reason }) : ok(true);
    },
    toClipboard: (text) =>
      queue.run(async () => {
        // Before it is there, so that no crash comes in between.
        await mark.set(text);
        clipboard.writeText(text);
        copied = text;
        after(clipboardMs, () => {
          // A later copy has a minute of its own.
          if (copied === text) void emptyClipboard();
        });
      }),
  };
}
