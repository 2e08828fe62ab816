import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';

/** Labels printed at one time; their serial numbers follow each other. */
export interface PrintRun extends Command {
  /** First serial number. */
  readonly from: number;
  readonly count: number;
  /** Net weight of each box. */
  readonly netG: number;
  readonly by: string;
  readonly at: Date;
}

/** What may still be labelled of a batch: Σ net weight of its labels ≤ what came in (`trace.md` §2.3). */
export interface LabelRoll {
  readonly batchId: string;
  readonly leftG: number;
  /** The next serial number. */
  readonly next: number;
  readonly runs: readonly PrintRun[];
}

/** The text of a batch's QR code, in capitals: `HTTPS://T.EXAMPLE.CN/B/7KQ2M9XW4A2`. */
export function qrText(publicUrl: URL, code: string): string {
  return `${publicUrl.origin}/b/${code}`.toUpperCase();
}

/** Why labels were refused; the store decided, this explains. */
export function labelRefusal({ batchId, leftG }: LabelRoll, askedG: number): AppError {
  if (leftG < askedG) {
    const message = `Labels for ${leftG} g are left of ${batchId}.`;
    return new AppError('conflict', 'label.over-lot', message, { facts: { leftG, askedG } });
  }
  return new AppError('busy', 'label.busy', 'Others are printing. Please try again.');
}

/** Labels carry the certificate, so they come after the gate. */
export function notReleased(code: string): AppError {
  return new AppError('conflict', 'label.not-released', `Batch ${code} was not released yet.`);
}
