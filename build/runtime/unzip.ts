import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/** Unix permission bits live in the upper half of the external attributes (APPNOTE 4.4.15). */
function permissions(entry: yauzl.Entry): number {
  return (entry.externalFileAttributes >>> 16) & 0o777;
}

function openStream(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

/** Unpacks the files that `nameFor` gives a place (relative to `target`); `undefined` leaves one out. */
export async function unzip(
  zipFile: string,
  target: string,
  nameFor: (fileName: string) => string | undefined,
): Promise<void> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(zipFile, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  await new Promise<void>((resolve, reject) => {
    const extract = async (entry: yauzl.Entry) => {
      const name = entry.fileName.endsWith('/') ? undefined : nameFor(entry.fileName);
      if (name !== undefined) {
        const path = join(target, name);
        await mkdir(dirname(path), { recursive: true });
        await pipeline(
          await openStream(zip, entry),
          createWriteStream(path, { mode: permissions(entry) || 0o644 }),
        );
      }
      zip.readEntry();
    };
    zip.on('entry', (entry: yauzl.Entry) => extract(entry).catch(reject));
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
}
