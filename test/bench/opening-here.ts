import { S3SessionStore } from '../../electron/main/sessions/s3/s3-session-store.ts';
import { SessionManager } from '../../electron/main/sessions/session-manager.ts';
import { median, timed } from './measure.ts';
import { placeSchema } from './place.ts';

// A process of its own, as its rival is one: `opening.ts` starts both. It prints the median in ms.
const looks = 200;
const { namespace, accessKeyId, secretAccessKey, ...place } = placeSchema.parse(
  JSON.parse(process.argv[2] ?? ''),
);
const store = new S3SessionStore({ ...place, credentials: { kind: 'keys', accessKeyId, secretAccessKey } });
const manager = new SessionManager(namespace, store, () => {});

async function look(): Promise<void> {
  const loaded = await manager.load();
  if (!loaded.ok || !loaded.value.session) throw new Error('the session was not opened');
}

await look();
const times: number[] = [];
for (let count = 0; count < looks; count += 1) times.push(await timed(look));
store.close();
console.log(median(times));
