import { checkRepeat, type Command } from '../../shared/command.ts';
import type { BatchFacts } from '../batches/index.ts';
import { labelRefusal, notReleased, qrText, type LabelRoll, type PrintRun } from './label.ts';
import { labelViewOf, type LabelView } from './label.schema.ts';
import type { LabelStore } from './label.store.ts';

interface Deps {
  readonly labels: LabelStore;
  /** @throws AppError `batch.not-found` */
  readonly facts: (code: string) => Promise<BatchFacts>;
  readonly sellerName: (orgId: string) => Promise<{ nameZh: string; nameEn: string } | undefined>;
  readonly qrSvg: (text: string) => Promise<string>;
  readonly publicUrl: URL;
  readonly now: () => Date;
}

const TRIES = 5;

/** Labels with the code of a batch. */
export function createLabelService({ labels, facts, sellerName, qrSvg, publicUrl, now }: Deps) {
  /** What stands on a label of this batch, and how many may still be printed. */
  async function label(code: string): Promise<LabelView> {
    const found = await facts(code);
    const text = qrText(publicUrl, code);
    const [svg, seller, roll] = await Promise.all([
      qrSvg(text),
      sellerName(found.batch.sellerId),
      labels.get(code),
    ]);
    const { leftG, next } = roll ?? { leftG: incomingG(found), next: 1 };
    const canPrint = found.batch.releasedAt !== null;
    return labelViewOf(found, { qr: { text, svg }, seller, leftG, next, canPrint });
  }

  /**
   * Serial numbers for so many labels of so many grams each, once per command.
   * @throws AppError `label.over-lot`, `label.not-released`, `batch.not-found`, `request.key-reused`
   */
  async function print(
    code: string,
    { count, netG }: { count: number; netG: number },
    { userId, command }: { userId: string; command: Command },
  ): Promise<PrintRun> {
    const found = await facts(code);
    if (found.batch.releasedAt === null) throw notReleased(code);
    await labels.open(code, incomingG(found));
    for (let tries = 0; tries < TRIES; tries += 1) {
      const roll = await rollOf(code);
      const earlier = roll.runs.find(({ key }) => key === command.key);
      if (earlier) {
        checkRepeat(earlier, command);
        return earlier;
      }
      const run = { ...command, from: roll.next, count, netG, by: userId, at: now() };
      if (await labels.print(code, run)) return run;
      if (roll.leftG < count * netG) throw labelRefusal(roll, count * netG);
    }
    throw labelRefusal(await rollOf(code), count * netG);
  }

  /** Net weight on the printed label of this number; undefined when none was printed. */
  async function serialOf(code: string, serial: number): Promise<{ netG: number } | undefined> {
    const roll = await labels.get(code);
    const run = roll?.runs.find(({ from, count }) => from <= serial && serial < from + count);
    return run && { netG: run.netG };
  }

  async function rollOf(code: string): Promise<LabelRoll> {
    const roll = await labels.get(code);
    if (!roll) throw new Error(`the roll of ${code} was opened and is gone`);
    return roll;
  }

  return { label, print, serialOf };
}

export type LabelService = ReturnType<typeof createLabelService>;

function incomingG({ balance }: BatchFacts): number {
  const { receivedG, transformedInG, returnedG, movedInG } = balance;
  return receivedG + transformedInG + returnedG + movedInG;
}
