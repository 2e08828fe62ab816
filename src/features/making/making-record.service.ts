import type { Day } from '../../shared/day.ts';
import type {
  CertificateSaid,
  FactSource,
  LotsTransformed,
  WaitingFact,
} from '../../shared/trace-fact.ts';
import { TOLERANCE_PERMILLE, type Making, type MakingKind } from './making.ts';
import type { WorkStore } from './making.store.ts';

/** A lot, as far as the record of a work tells of it. */
export interface MadeSaid {
  readonly productId: string;
  readonly bestBefore?: Day;
  readonly certificate?: CertificateSaid;
  /** It needs a certificate of its own and has none yet: it is not on sale either. */
  readonly isAwaited: boolean;
  readonly licenceNo?: string;
  readonly quarantineNos: readonly string[];
}

interface Deps {
  readonly works: Pick<WorkStore, 'untold' | 'tellLater' | 'told'>;
  readonly said: (batchId: string) => Promise<MadeSaid>;
  readonly now: () => Date;
}

/** Rows of `trace.md` §3; slaughter (E7) is entered by nobody yet. */
const ROW: Readonly<Record<MakingKind, LotsTransformed['kind']>> = {
  pack: 'E4', // of one lot, whose papers stay
  mix: 'E5',
  process: 'E6',
  cut: 'E8',
};
const LATER_MS = 60_000;

/** Works that the record does not have yet; what was mixed is told with its new certificate (§4.5). */
export function createMakingRecord({ works, said, now }: Deps): FactSource {
  async function waitingOf(making: Making): Promise<WaitingFact[]> {
    const outputs = await Promise.all(making.outputs.map(({ code }) => said(code)));
    if (making.kind === 'mix' && outputs.some(({ isAwaited }) => isAwaited)) {
      await works.tellLater(making._id, new Date(now().getTime() + LATER_MS));
      return [];
    }
    const inputs = await Promise.all(making.inputs.map(({ batchId }) => said(batchId)));
    const fact = transformedFact(making, { inputs, outputs });
    return [{ fact, done: (at) => works.told(making._id, at) }];
  }

  return async (limit) => {
    const untold = await works.untold(now(), limit);
    return (await Promise.all(untold.map(waitingOf))).flat();
  };
}

interface Said {
  readonly inputs: readonly MadeSaid[];
  readonly outputs: readonly MadeSaid[];
}

function transformedFact(making: Making, { inputs, outputs }: Said): LotsTransformed {
  const { _id, at, orgId: byOrgId, kind, wasteG } = making;
  const [{ bestBefore, licenceNo } = {}] = outputs;
  return {
    ...{ kind: ROW[kind], opKey: `${_id}:trace`, at, byOrgId, workId: _id, making: kind },
    inputs: making.inputs.map(({ batchId, g: grams }, n) => ({
      ...{ batchId, grams, productId: inputs[n]?.productId ?? '' },
    })),
    lots: making.outputs.map(({ code: batchId, g: grams, productId }) => ({
      ...{ batchId, grams, productId },
    })),
    ...{ wasteG, additiveG: kind === 'process' ? addedG(making) : 0 },
    tolerancePermille: TOLERANCE_PERMILLE,
    ...(bestBefore !== undefined && { bestBefore }),
    ...(licenceNo !== undefined && { licenceNo }),
    certificates: certificatesOf(outputs),
    quarantineNos: [...new Set(outputs.flatMap(({ quarantineNos }) => quarantineNos))],
  };
}

/** What a recipe added: what came out above what went in. */
function addedG({ inputs, outputs }: Making): number {
  const sum = (list: readonly { readonly g: number }[]) => list.reduce((all, { g }) => all + g, 0);
  return Math.max(0, sum(outputs) - sum(inputs));
}

/** Each once: packed lots inherit the same one. */
function certificatesOf(outputs: readonly MadeSaid[]): CertificateSaid[] {
  const all = outputs.flatMap(({ certificate }) => (certificate ? [certificate] : []));
  return [...new Map(all.map((one) => [one.no, one])).values()];
}
