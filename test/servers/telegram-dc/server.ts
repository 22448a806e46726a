import { DATA_CENTRES } from './addresses.ts';
import { CallLog } from './call-log.ts';
import { controlHandlers } from './control.ts';
import { serveControl } from './control-server.ts';
import { DataCentre } from './data-centre.ts';
import { Dispatcher } from './dispatch.ts';
import { Faults } from './faults.ts';
import { METHODS } from './methods/index.ts';
import { generateRsaKey, type PracticePublicKey } from './rsa.ts';
import type { Seed } from './seed.ts';
import { World } from './world.ts';

interface ServerOptions {
  readonly seed: Seed;
  /** The port of data centre 1, the others follow; 0 takes free ones. */
  readonly firstPort: number;
  /** 0 takes a free one. */
  readonly controlPort: number;
}

export interface RunningServer {
  /** Loopback port by data centre id. */
  ports: Record<number, number>;
  controlUrl: string;
  publicKey: PracticePublicKey;
}

export async function startServer({ seed, firstPort, controlPort }: ServerOptions): Promise<RunningServer> {
  const world = new World();
  const faults = new Faults();
  const log = new CallLog();
  const rsaKey = generateRsaKey();
  const dispatcher = new Dispatcher(METHODS, faults, log);
  world.accounts.add(seed);
  const services = { world, dispatcher, faults, log, rsaKey };
  const dataCentres = DATA_CENTRES.map(({ dcId }) => new DataCentre(dcId, services));
  const ports: Record<number, number> = {};
  for (const centre of dataCentres) {
    ports[centre.dcId] = await centre.listen(firstPort === 0 ? 0 : firstPort + centre.dcId - 1);
  }
  const controlUrl = await serveControl(controlHandlers(world, faults, log, dataCentres), controlPort);
  return { ports, controlUrl, publicKey: rsaKey.publicKey };
}
