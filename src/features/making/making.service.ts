import { createHash } from 'node:crypto';
import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { dayAt } from '../../shared/day.ts';
import { base32 } from '../../shared/hash.ts';
import type { MakingJob } from './making-job.service.ts';
import {
  checkMaking,
  makingNotFound,
  makingRefusal,
  mostOutG,
  outputsOf,
  ownersOfMaking,
  type InputLot,
  type Making,
  type NewMaking,
} from './making.ts';
import type { WorkStore } from './making.store.ts';

/** A lot as it lies: what the rules ask of an input. */
export type LotFacts = Omit<InputLot, 'g' | 'gainG'>;

interface Deps {
  readonly works: WorkStore;
  readonly lotOf: (batchId: string) => Promise<LotFacts>;
  readonly product: (id: string) => Promise<unknown>;
  readonly job: MakingJob;
  readonly newCode: () => string;
  readonly now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Lots beside a lot: in grams that went in, and grams that came out. */
interface Lineage {
  readonly from: readonly { readonly code: string; readonly g: number }[];
  readonly into: readonly { readonly code: string; readonly g: number }[];
}

/** Making new lots of others 加工/分装. This file tells the story; `making.ts` has the rules. */
export function createMakingService({ works, lotOf, product, job, newCode, now }: Deps) {
  /**
   * Takes the inputs, makes the outputs and puts them on sale as soon as their papers are there; once
   * per command. Refused as a whole: then every input is given back.
   * @throws AppError as `checkMaking`; `batch.not-found`, `product.not-found`, `batch.not-enough-stock`,
   * `batch.on-hold`… of an input, `lot.not-in-custody`
   */
  async function make(wanted: NewMaking, { actor, command }: By): Promise<Making> {
    const _id = makingIdOf(actor.orgId, command.key);
    const earlier = (await works.byId(_id)) ?? (await plan(_id, wanted, { actor, command }));
    checkRepeat(earlier.command, command);
    await job.advance(_id);
    const making = await get(_id);
    const refusal = makingRefusal(making);
    if (refusal) throw refusal;
    return making;
  }

  /** The whole transformation as a document, before anything is taken. */
  async function plan(_id: string, wanted: NewMaking, { actor, command }: By): Promise<Making> {
    const lots = await lotsOf(wanted.inputs);
    await Promise.all(wanted.outputs.map(({ productId }) => product(productId)));
    const { toleranceG } = checkMaking(wanted, lots);
    const at = now();
    const { kind, works: place, note, inputs, wasteG } = wanted;
    const making = {
      ...{ _id, orgId: actor.orgId, by: actor.userId, command, at },
      ...{ kind, works: place, note, inputs, wasteG, toleranceG },
      producedOn: dayAt(at),
      outputs: outputsOf(wanted, lots, wanted.outputs.map(newCode)),
      usableUntil: kind === 'process' ? null : firstOf(lots),
      state: 'planned',
      refusal: null,
      due: at,
    } as const;
    return (await works.insert(making)) ? making : get(_id);
  }

  async function lotsOf(inputs: NewMaking['inputs']): Promise<InputLot[]> {
    return Promise.all(
      inputs.map(async ({ batchId, g }) => {
        const [lot, from] = await Promise.all([lotOf(batchId), works.of(batchId)]);
        const gainG = from?.outputs.find(({ code }) => code === batchId)?.gainG ?? 0;
        return { ...lot, g, gainG };
      }),
    );
  }

  /** What may come of these, before anybody decides: the page says it while one types. */
  async function most(wanted: Pick<NewMaking, 'inputs' | 'kind' | 'outMaxPermille'>) {
    return mostOutG(await lotsOf(wanted.inputs), wanted);
  }

  /** @throws AppError `transformation.not-found` */
  async function get(id: string): Promise<Making> {
    const making = await works.byId(id);
    if (!making) throw makingNotFound(id);
    return making;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const making = await works.byId(id);
    return making && ownersOfMaking(making);
  }

  return {
    make,
    most,
    get,
    ownersOf,
    lineageOf: (code: string) => lineageIn(works, code),
    listOf: (orgId: string) => works.ofOrg(orgId),
  };
}

export type MakingService = ReturnType<typeof createMakingService>;

function makingIdOf(orgId: string, key: string): string {
  return base32(createHash('sha256').update(`making\n${orgId}\n${key}`).digest(), 26);
}

function firstOf(lots: readonly InputLot[]): Date | null {
  return lots.reduce<Date | null>(
    (first, { usableUntil }) => (first && first < usableUntil ? first : usableUntil),
    null,
  );
}

/** What a lot was made of, and what was made of it. */
async function lineageIn(works: WorkStore, code: string): Promise<Lineage> {
  const [of, into] = await Promise.all([works.of(code), works.from(code)]);
  const made = into.filter(({ state }) => state === 'taken' || state === 'made');
  return {
    from: of?.inputs.map(({ batchId, g }) => ({ code: batchId, g })) ?? [],
    into: made.flatMap(({ outputs }) => outputs.map(({ code: child, g }) => ({ code: child, g }))),
  };
}
