import type { Day } from './day.ts';

/**
 * What happened, as the feature that owns it tells the trace writer through its outbox. The writer
 * makes one EPCIS event of each (`trace.md` §3); `opKey` names the cause, so telling it twice is once.
 */
interface Told {
  readonly opKey: string;
  readonly at: Date;
  /** The organisation that says so: who said each thing is part of the record. */
  readonly byOrgId: string;
}

/** Grams of one batch; `productId` is part of the batch's class identifier. */
export interface LotGrams {
  readonly batchId: string;
  readonly productId: string;
  readonly grams: number;
}

/** E1: harvested at a plot of a base, or registered by its maker with the day it was made. */
export interface LotRegistered extends Told {
  readonly kind: 'E1';
  readonly lot: LotGrams;
  readonly productName: string;
  readonly harvestedOn?: Day;
  readonly producedOn?: Day;
  readonly baseId?: string;
  /** Number of the plot inside its base. */
  readonly plotNo?: string;
  readonly cropCycle?: string;
  readonly certificate?: CertificateSaid;
}

export interface CertificateSaid {
  readonly no: string;
  readonly style: 'producer' | 'buyer';
  readonly basis: readonly string[];
}

/** E3: a rapid screening 自检筛查 or a laboratory report of this lot. */
export interface LotTested extends Told {
  readonly kind: 'E3';
  readonly lot: LotGrams;
  readonly testNo: string;
  readonly test: {
    readonly kind: 'rapid' | 'laboratory';
    readonly item: string;
    readonly method: string;
    readonly verdict: 'pass' | 'fail';
    readonly inhibitionPermille?: number;
    readonly limitPermille?: number;
    readonly reportSha256?: string;
  };
}

interface Moved extends Told {
  readonly lots: readonly LotGrams[];
  readonly orderNo: string;
  readonly sellerId: string;
  /** Organisation of the receiver; left out for natural persons, who never get an identifier. */
  readonly buyerOrgId?: string;
}

/** E4 one lot sorted or packed again, E5 mixed, E6 processed, E8 cut: lots went in, new ones came out. */
export interface LotsTransformed extends Told {
  readonly kind: 'E4' | 'E5' | 'E6' | 'E8';
  readonly workId: string;
  /** What was done, in the word of the maker. */
  readonly making: string;
  readonly inputs: readonly LotGrams[];
  /** What came out. */
  readonly lots: readonly LotGrams[];
  readonly wasteG: number;
  readonly additiveG: number;
  readonly tolerancePermille: number;
  /** Last day of what came out, where there is one. */
  readonly bestBefore?: Day;
  /** Production licence of the maker. */
  readonly licenceNo?: string;
  /** The new certificates, or for one lot its inherited one. */
  readonly certificates: readonly CertificateSaid[];
  /** Numbers of the quarantine certificates, of meat. */
  readonly quarantineNos: readonly string[];
}

/** E14: left for the buyer. */
export interface LotsShipped extends Moved {
  readonly kind: 'E14';
  readonly noteNo: string;
}

/** E16: arrived, on the buyer's scale. */
export interface LotsArrived extends Moved {
  readonly kind: 'E16';
  readonly noteNo: string;
}

/** E17: accepted, the inspection signed. */
export interface LotsAccepted extends Moved {
  readonly kind: 'E17';
  readonly receiptNo: string;
}

/** E18: refused, with the reason of `receiptReasonCodes`. */
export interface LotsRejected extends Moved {
  readonly kind: 'E18';
  readonly receiptNo: string;
  readonly reason: string;
}

/** E25: an officer's verification 核验 of a batch. Changes no status. */
export interface LotVerified extends Told {
  readonly kind: 'E25';
  readonly lot: Omit<LotGrams, 'grams'>;
  readonly verificationNo: string;
  readonly verdict: 'pass' | 'return' | 'suspicious';
  readonly checks: readonly string[];
}

export type TraceFact =
  | LotRegistered
  | LotTested
  | LotsTransformed
  | LotsShipped
  | LotsArrived
  | LotsAccepted
  | LotsRejected
  | LotVerified;

/** A fact waiting in some document's outbox, and how to say that it was taken. */
export interface WaitingFact {
  readonly fact: TraceFact;
  readonly done: (at: Date) => Promise<void>;
}

/** Where a feature's waiting facts are found, oldest first; the same fact may be given twice. */
export type FactSource = (limit: number) => Promise<readonly WaitingFact[]>;
