import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServices, type Services } from '../../src/app/services.ts';
import type { World } from '../../src/app/world.ts';
import { TEST_NOW, aCode } from '../support/builders.ts';
import { aReleasedBatch, aStoredPhoto } from '../support/batches.ts';
import { aTrade, type Trade } from '../support/shipping.ts';
import { connectionTo, type Gate } from './connection.ts';
import { Memory } from './memory.ts';

/** The town in which every run happens: who sells, who buys, and what was harvested. */
export interface Town {
  readonly memory: Memory;
  readonly services: Services;
  readonly shops: readonly Shop[];
  /** Points the services at the memory, clock and gate of one run. */
  readonly enter: (run: Surroundings) => void;
}

export interface Shop extends Trade {
  /** On sale, each with its grams. */
  readonly batches: readonly { readonly id: string; readonly g: number }[];
  readonly photo: string;
}

interface Surroundings {
  readonly memory: Memory;
  readonly now: () => Date;
  readonly gate: Gate;
}

const KILO = 1_000;
const HARVESTS = [3, 5, 8, 13].map((kilos) => kilos * KILO);

/**
 * The production services, once for all runs of a process: they keep nothing in memory between two
 * statements, which is what the runs prove. They are entered through what they are given: a store, a clock.
 */
export async function foundTown(): Promise<Town> {
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'suhang-simulator-'));
  let run: Surroundings = { memory: new Memory(), now: () => TEST_NOW, gate: atOnce };
  let codes = 0;
  const world: World = {
    db: connectionTo({ collection: (name) => run.memory.collection(name) }, (statement, work) =>
      run.gate(statement, work),
    ),
    now: () => run.now(),
    newCode: () => aCode((codes += 1)),
    publicUrl: new URL('https://suhang.example'),
    uploadsDir,
    jwtSecret: 'a secret of the tests, 32 characters long',
    installationSecret: 'an installation of the tests, 32 chars',
    sandbox: true,
  };
  const services = createServices(world);
  const clock = { now: world.now, set: nothing, advanceMs: nothing };
  const app = { services, clock };
  const shops: Shop[] = [];
  for (const school of [false, true]) {
    const trade = await aTrade({ ...app, client: undefined as never, endpoints: [] }, { school });
    const batches: { id: string; g: number }[] = [];
    for (const grams of HARVESTS) {
      const id = await aReleasedBatch(app, { sellerId: trade.sellerId, grams });
      batches.push({ id, g: grams });
    }
    const photo = await aStoredPhoto(app, trade.canteen.orgId);
    shops.push({ ...trade, batches, photo });
  }
  const { memory } = run;
  for (const { batch } of shops) forget(memory, batch);
  while ((await services.trace.drain()) > 0); // it looks at its own origin once a process
  await services.close();
  rmSync(uploadsDir, { recursive: true });
  const founded = codes;
  function enter(next: Surroundings): void {
    run = next;
    codes = founded; // a run is its seed alone
  }
  return { memory, services, shops, enter };
}

/** As if this batch had never been: a run chooses what there is. */
export function forget(memory: Memory, batch: string): void {
  memory.collection('batchBalances').docs.delete(batch);
  for (const doc of memory.collection('batches').find({ _id: batch })) {
    memory.collection('batches').docs.delete(doc['_id']);
  }
}

const nothing = (): void => undefined;

const atOnce: Gate = (statement, run) =>
  new Promise((resolve) => {
    resolve(run(statement));
  });
