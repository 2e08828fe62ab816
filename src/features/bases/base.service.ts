import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import {
  baseNotFound,
  plotNotFound,
  readPlotId,
  titleOn as titleOfBase,
  type Base,
  type BaseTitle,
  type NewAuthorisation,
  type NewBase,
  type NewPlot,
  type Plot,
} from './base.ts';
import { viewOf, type BaseView } from './base.schema.ts';
import type { BaseStore } from './base.store.ts';
import type { CropCycleStore } from './crop-cycle.store.ts';
import { createHarvests } from './harvest.service.ts';

interface Deps {
  bases: BaseStore;
  cycles: CropCycleStore;
  /** Ties files to what they belong to, so that they stay. @throws AppError `file.not-found` */
  attachFiles: (fileIds: readonly string[], to: AttachTo) => Promise<void>;
  newCode: () => string;
  now: () => Date;
}

interface AttachTo {
  readonly ref: string;
  readonly kind: 'photo' | 'paper';
  readonly orgId: string;
}

interface By {
  readonly orgId: string;
  readonly command: Command;
}

/** What can be done with bases. This file tells the story; `base.ts` has the rules. */
export function createBaseService({ bases, cycles, attachFiles, newCode, now }: Deps) {
  const reads = createReads(bases);
  const { get } = reads;
  const harvests = createHarvests({ plot: reads.plot, cycles, now });

  /**
   * Registers a base, once per command.
   * @throws AppError `file.not-found`, `request.key-reused`
   */
  async function register(draft: NewBase, { orgId, command }: By): Promise<Base> {
    for (let tries = 0; tries < 3; tries += 1) {
      const earlier = await bases.byCommand(orgId, command.key);
      if (earlier) {
        checkRepeat(earlier.command, command);
        return earlier;
      }
      const own = { id: newCode(), orgId, command, registeredAt: now() };
      const base: Base = { ...draft, ...own, plots: [], authorisations: [] };
      await attachFiles(base.photos, { ref: `base:${base.id}`, kind: 'photo', orgId });
      if (await bases.insert(base)) return base;
    }
    throw new Error('three codes in a row were taken');
  }

  /** An officer has seen the original of an authorisation. The first confirmation stays. */
  async function confirm(baseId: string, n: number, by: string): Promise<void> {
    await bases.confirm(baseId, n, { by, at: now() });
    const { authorisations } = await get(baseId);
    if (!authorisations.some((authorisation) => authorisation.n === n)) throw baseNotFound(baseId);
  }

  /** A base with how much of this year's caps is used. @throws AppError `base.not-found` */
  async function view(id: string): Promise<BaseView> {
    const base = await get(id);
    return viewOf(base, await harvests.cyclesOf(base));
  }

  /** Own bases; officers and the operator see all. */
  async function views({ role, orgId }: Actor): Promise<BaseView[]> {
    const found = await bases.list(role === 'cooperative' ? orgId : undefined);
    return Promise.all(found.map(async (base) => viewOf(base, await harvests.cyclesOf(base))));
  }

  const { takeHarvest, giveBack } = harvests;
  return {
    ...{ register, view, views, confirm },
    ...reads,
    ...createParts({ bases, get, attachFiles }),
    ...{ takeHarvest, giveBack },
  };
}

export type BaseService = ReturnType<typeof createBaseService>;

function createReads(bases: BaseStore) {
  /** @throws AppError `base.not-found` */
  async function get(id: string): Promise<Base> {
    const base = await bases.byId(id);
    if (!base) throw baseNotFound(id);
    return base;
  }

  /** Of one organisation; of all when none is named. */
  function list(orgId: string | undefined): Promise<Base[]> {
    return bases.list(orgId);
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const base = await bases.byId(id);
    return base && { cooperative: base.orgId };
  }

  /** @throws AppError `plot.not-found`, `base.not-found` */
  async function plot(plotId: string): Promise<{ base: Base; plot: Plot; plotId: string }> {
    const named = readPlotId(plotId);
    if (!named) throw plotNotFound(plotId);
    const base = await get(named.baseId);
    const found = base.plots.find(({ n }) => n === named.n);
    if (!found) throw plotNotFound(plotId);
    return { base, plot: found, plotId };
  }

  /** The title 菜篮子基地 that goods of this base, product and day may carry. */
  async function titleOn(
    baseId: string,
    productId: string,
    day: Day,
  ): Promise<BaseTitle | undefined> {
    const base = await bases.byId(baseId);
    return base && titleOfBase(base, productId, day);
  }

  return { get, list, ownersOf, plot, titleOn };
}

interface PartDeps extends Pick<Deps, 'bases' | 'attachFiles'> {
  readonly get: (id: string) => Promise<Base>;
}

/** How plots and authorisations come to a base: each once per command, with the next number. */
function createParts({ bases, get, attachFiles }: PartDeps) {
  /** Adds a plot, once per command, with the next number. @throws AppError `base.not-found`, … */
  async function addPlot(baseId: string, draft: NewPlot, by: By): Promise<Plot> {
    return addPart(baseId, by, {
      of: ({ plots }) => plots,
      add: (n) => ({ ...draft, n, command: by.command }),
      insert: (added) => bases.addPlot(baseId, by.orgId, added),
    });
  }

  /** Adds what a body has made of the base, once per command; its scan is attached with it. */
  async function addAuthorisation(baseId: string, draft: NewAuthorisation, by: By) {
    const files = draft.fileId === null ? [] : [draft.fileId];
    await attachFiles(files, { ref: `base:${baseId}`, kind: 'paper', orgId: by.orgId });
    return addPart(baseId, by, {
      of: ({ authorisations }) => authorisations,
      add: (n) => ({ ...draft, n, command: by.command, confirmed: null }),
      insert: (added) => bases.addAuthorisation(baseId, by.orgId, added),
    });
  }

  async function addPart<P extends { readonly command: Command }>(
    baseId: string,
    { orgId, command }: By,
    { of, add, insert }: PartOf<P>,
  ): Promise<P> {
    for (let tries = 0; tries < 5; tries += 1) {
      const base = await get(baseId);
      if (base.orgId !== orgId) throw baseNotFound(baseId);
      const earlier = of(base).find((part) => part.command.key === command.key);
      if (earlier) {
        checkRepeat(earlier.command, command);
        return earlier;
      }
      const added = add(of(base).length + 1);
      if (await insert(added)) return added;
    }
    throw new AppError('busy', 'base.busy', 'Others are changing this base. Please try again.');
  }

  return { addPlot, addAuthorisation };
}

interface PartOf<P> {
  readonly of: (base: Base) => readonly P[];
  readonly add: (n: number) => P;
  readonly insert: (added: P) => Promise<boolean>;
}
