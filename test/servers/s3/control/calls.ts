import { md5 } from '../checksums.ts';
import type { RequestLog } from '../request-log.ts';
import { type Settings, usualHabits } from '../settings.ts';
import type { Bucket, NewObject } from '../storage/bucket.ts';
import type { Store } from '../storage/store.ts';
import type { ControlCalls, ControlName, ObjectToPut } from './protocol.ts';

export type ControlHandlers = {
  readonly [Name in ControlName]: (input: ControlCalls[Name][0]) => ControlCalls[Name][1];
};

/** A call that makes no sense throws: the test that made it is wrong. */
export function controlHandlers(store: Store, settings: Settings, log: RequestLog): ControlHandlers {
  const bucketNamed = (name: string): Bucket => {
    const bucket = store.bucket(name);
    if (bucket === undefined) throw new Error(`no bucket ${name}`);
    return bucket;
  };
  return {
    addPrincipal: ({ name, grants, expiresAtMs, ...credentials }) => {
      settings.addPrincipal({ name, credentials, grants, ...(expiresAtMs !== undefined && { expiresAtMs }) });
      return null;
    },
    setClockOffset: ({ offsetMs }) => {
      settings.change({ clockOffsetMs: offsetMs });
      return null;
    },
    setWriteConditions: ({ conditions }) => {
      settings.change({ writeConditions: conditions });
      return null;
    },
    setHabits: (habits) => {
      settings.change({ habits: { ...usualHabits, ...habits } });
      return null;
    },
    createBucket: ({ bucket, versioned }) => {
      if (store.bucket(bucket) !== undefined) throw new Error(`bucket ${bucket} exists`);
      const created = store.createBucket(bucket);
      if (versioned) created.setVersioning('Enabled');
      return null;
    },
    grantEverybody: (grant) => {
      settings.grantEverybody(grant);
      return null;
    },
    demandEncryption: ({ bucket, kind }) => {
      settings.demandEncryption(bucket, kind);
      return null;
    },
    putObjects: ({ bucket, objects }) => {
      bucketNamed(bucket).putMany(objects.map((object) => toNewObject(object, settings.nowMs())));
      return null;
    },
    getObject: ({ bucket, key }) => {
      const live = bucketNamed(bucket).live(key);
      return live === undefined ? null : { bodyBase64: live.body.toString('base64') };
    },
    listKeys: ({ bucket }) =>
      bucketNamed(bucket)
        .keys()
        .filter((key) => bucketNamed(bucket).live(key)),
    log: () => log.entries,
    clearLog: () => {
      log.clear();
      return null;
    },
  };
}

function toNewObject(object: ObjectToPut, nowMs: number): NewObject {
  const body = Buffer.from(object.bodyBase64, 'base64');
  const metadata = Object.entries(object.metadata ?? {}).map(([name, value]) => [
    `x-amz-meta-${name.toLowerCase()}`,
    value,
  ]);
  return {
    key: object.key,
    etag: md5(body).toString('hex'),
    headers: { 'content-type': object.contentType ?? 'text/plain', ...Object.fromEntries(metadata) },
    body,
    lastModifiedMs: nowMs,
  };
}
