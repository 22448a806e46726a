import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Limit } from '../../electron/main/async/limit.ts';
import type { Sealer } from '../../electron/main/files/sealer.ts';
import { CustodyOnDisk } from '../fixtures/custody-on-disk.ts';
import { type Kill, problemsAfterKill } from '../fixtures/killed-custody.ts';
import { passphraseSealer } from '../fixtures/passphrase-sealer.ts';
import { type PracticeS3, startS3 } from '../fixtures/s3.ts';
import { storeConfig } from '../fixtures/session-store.ts';
import { type BundledChild, bundleChild } from './bundled-child.ts';
import { bucketOf } from './custody-bucket.ts';
import type { ChildReport, ChildSettings } from './custody-child.ts';

/** Starting and dying takes a fifth of a second; a busy machine multiplies it. */
const childLimitMs = 30_000;

/** One process that is killed. */
export interface KillCase extends Kill {
  scenario: string;
  /** The call of the file system at which it dies. */
  call: string;
}

type Child = Omit<ChildSettings, 'folder' | 'store'>;

/**
 * Processes that do something to sessions in custody, over a real folder and a real bucket, and end themselves by
 * SIGKILL at a chosen call of the file system.
 */
export class CustodyKills {
  readonly #limit = new Limit(2);
  #buckets = 0;

  private constructor(
    private readonly child: BundledChild,
    private readonly server: PracticeS3,
    private readonly sealer: Sealer,
    /** Of everything that the children write. */
    private readonly folder: string,
  ) {}

  static async start(): Promise<CustodyKills> {
    const folder = await mkdtemp(join(tmpdir(), 'custody-kills-'));
    const child = await bundleChild('custody-child');
    return new CustodyKills(child, await startS3(), await passphraseSealer(), folder);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.child.remove();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** One case before and one after each call that these scenarios make where nobody kills them. */
  async casesOf(names: readonly string[]): Promise<KillCase[]> {
    const cases = names.map(async (scenario) => {
      const { calls } = await this.#run({ scenario, kill: null }, async (_, report) => report);
      return calls.flatMap(({ name: call }, index) =>
        (['before', 'after'] as const).map((when) => ({ scenario, call, index, when })),
      );
    });
    return (await Promise.all(cases)).flat();
  }

  /** Everything that is wrong after these processes were killed, each with its case. */
  async problemsOf(cases: readonly KillCase[]): Promise<string[]> {
    const found = cases.map(async ({ scenario, call, index, when }) => {
      const problems = await this.#run({ scenario, kill: { index, when } }, (place, { before }) =>
        problemsAfterKill(place, before),
      ).catch((error: Error) => [error.message]);
      return problems.map((problem) => `${scenario}: ${problem}: ${when} ${call} #${index}`);
    });
    return (await Promise.all(found)).flat();
  }

  /** Runs one child in a place of its own, starts the app anew over what it left and looks at that. */
  #run<T>(child: Child, look: (place: CustodyOnDisk, report: ChildReport) => Promise<T>): Promise<T> {
    return this.#limit.run(async () => {
      this.#buckets += 1;
      const bucket = `custody-${this.#buckets}`;
      await this.server.createBucket(bucket);
      const folder = await mkdtemp(join(this.folder, 'user-data-'));
      const config = storeConfig(this.server, bucket);
      const report = await this.#report({ ...child, folder, store: config });
      const { accepted, givenUp, mayBeGivenUp } = report;
      const known = {
        accepted: new Set(accepted),
        givenUp: new Set(givenUp),
        mayBeGivenUp: new Set(mayBeGivenUp),
      };
      const store = bucketOf(config);
      const place = await CustodyOnDisk.over({ folder, store, sealer: this.sealer, known });
      try {
        return await look(place, report);
      } finally {
        await place.remove();
        store.inner.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  #report(settings: ChildSettings): Promise<ChildReport> {
    const isMeantToDie = settings.kill !== null;
    return new Promise((resolve, reject) => {
      const args = [this.child.path, JSON.stringify(settings)];
      const child = execFile(process.execPath, args, { timeout: childLimitMs }, (error, said, complaint) => {
        const ending = isMeantToDie ? child.signalCode === 'SIGKILL' : error === null;
        if (ending) resolve(JSON.parse(said) as ChildReport);
        // The limit sends SIGTERM.
        else
          reject(new Error(`ended by ${child.signalCode ?? child.exitCode}, not as it should: ${complaint}`));
      });
    });
  }
}
