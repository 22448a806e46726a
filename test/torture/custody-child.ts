import { writeSync } from 'node:fs';
import type { S3StoreConfig } from '../../electron/main/sessions/s3/s3-store-config.ts';
import { CustodyOnDisk } from '../fixtures/custody-on-disk.ts';
import { scenarios } from '../fixtures/custody-scenarios.ts';
import { Disk, type DiskCall } from '../fixtures/disk-faults.ts';
import { atStake, type Kill } from '../fixtures/killed-custody.ts';
import { passphraseSealer } from '../fixtures/passphrase-sealer.ts';
import { bucketOf } from './custody-bucket.ts';

export interface ChildSettings {
  /** The name of what is done. */
  scenario: string;
  folder: string;
  store: S3StoreConfig;
  /** Null lets it live. */
  kill: Kill | null;
}

/** The child's last words: of a killed one, said before the kill. */
export interface ChildReport {
  /** The step's stake. */
  before: string[];
  accepted: string[];
  givenUp: string[];
  mayBeGivenUp: string[];
  /** Calls of the file system since the step began. */
  calls: DiskCall[];
}

// The parent wrote it; see kill-custody.ts.
const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const scenario = scenarios.find(({ name }) => name === settings.scenario);
if (!scenario) throw new Error(`no scenario ${settings.scenario}`);
const place = await CustodyOnDisk.over({
  folder: settings.folder,
  store: bucketOf(settings.store),
  sealer: await passphraseSealer(),
  known: { accepted: new Set(), givenUp: new Set(), mayBeGivenUp: new Set() },
});
await scenario.begin(place);
const before = await atStake(place);
const disk = new Disk(place.path);
disk.install();
disk.watch((_, index) => {
  const { kill } = settings;
  return index === kill?.index ? { when: kill.when, end: dieHere } : null;
});
await scenario.step(place);
report();
process.exit();

/** The kernel ends the process before this returns. */
function dieHere(): void {
  report();
  process.kill(process.pid, 'SIGKILL');
}

function report(): void {
  const { accepted, givenUp, mayBeGivenUp } = place.known;
  const said: ChildReport = {
    before,
    accepted: [...accepted],
    givenUp: [...givenUp],
    mayBeGivenUp: [...mayBeGivenUp],
    calls: disk.calls,
  };
  writeSync(1, JSON.stringify(said));
}
