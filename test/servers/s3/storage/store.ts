import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket, bucketFile, objectsDirectory, type Versioning } from './bucket.ts';
import { syncDirectory, temporarySuffix } from './durable-file.ts';
import { type ObjectVersion, readVersion } from './object-version.ts';

/** All buckets of a data directory. Opening it again gives what was acknowledged before, whatever ended the process. */
export class Store {
  readonly #buckets = new Map<string, Bucket>();
  readonly #directory: string;
  #lastSequence = 0;

  constructor(dataDirectory: string) {
    this.#directory = join(dataDirectory, 'buckets');
    mkdirSync(this.#directory, { recursive: true });
    for (const name of readdirSync(this.#directory)) this.#open(name);
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** @param name a valid bucket name that is not taken */
  createBucket(name: string): Bucket {
    const directory = join(this.#directory, name);
    mkdirSync(objectsDirectory(directory), { recursive: true });
    const bucket = new Bucket(directory, this.#nextSequence, [], 'never');
    bucket.setVersioning('never');
    syncDirectory(this.#directory);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  readonly #nextSequence = (): number => {
    this.#lastSequence += 1;
    return this.#lastSequence;
  };

  #open(name: string): void {
    const directory = join(this.#directory, name);
    // A crash between mkdir and this file: the bucket was never acknowledged.
    if (!existsSync(bucketFile(directory))) return;
    const stored = readObjects(objectsDirectory(directory));
    for (const version of stored) this.#lastSequence = Math.max(this.#lastSequence, version.sequence);
    // This server wrote the file, so its shape is known.
    const { versioning } = JSON.parse(readFileSync(bucketFile(directory), 'utf8')) as {
      readonly versioning: Versioning;
    };
    this.#buckets.set(name, new Bucket(directory, this.#nextSequence, stored, versioning));
  }
}

function readObjects(directory: string): ObjectVersion[] {
  const stored: ObjectVersion[] = [];
  for (const file of readdirSync(directory)) {
    if (file.endsWith(temporarySuffix)) rmSync(join(directory, file));
    else stored.push(readVersion(join(directory, file)));
  }
  return stored;
}
