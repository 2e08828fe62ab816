import type { Actor } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { dayAt } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { FactSource } from '../../shared/trace-fact.ts';
import {
  checksOf,
  findingOf,
  verificationId,
  type Check,
  type Checked,
  type Finding,
  type Verdict,
} from './verification.ts';
import type { StoredVerification, VerificationStore } from './verification.store.ts';

/** A batch as an officer's check needs it; undefined when there is no such batch. */
export interface BatchUnderCheck extends Omit<Checked, 'today'> {
  readonly batchId: string;
  readonly productId: string;
}

interface Deps {
  readonly verifications: VerificationStore;
  readonly batchUnderCheck: (batchId: string) => Promise<BatchUnderCheck | undefined>;
  readonly signer: (actor: Actor) => Promise<{ name: string; orgName: string }>;
  readonly now: () => Date;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly words: string;
  readonly place?: string;
}

/** The officer's desk: check a code with reasons, and sign what was found. */
export function createSupervisionService(deps: Deps) {
  const { verifications, batchUnderCheck, signer, now } = deps;

  /** @throws AppError `code.unknown` (404) */
  async function check(batchId: string): Promise<CheckResult> {
    const batch = await batchUnderCheck(batchId);
    if (!batch?.submitted) throw codeUnknown(batchId);
    const checks = checksOf({ ...batch, today: dayAt(now()) });
    return {
      batchId,
      productId: batch.productId,
      finding: findingOf(checks, batch),
      checks,
      decisions: await verifications.ofBatch(batchId),
    };
  }

  /**
   * Signs a decision, once per command. A later one by anybody stands beside it, and speaks.
   * @throws AppError `code.unknown`, `request.key-reused`, `verification.words-missing`
   */
  async function decide(batchId: string, decision: Decision, by: By): Promise<StoredVerification> {
    if (decision.verdict !== 'pass' && decision.words.trim() === '') throw wordsMissing();
    const { productId, checks } = await check(batchId);
    const { name, orgName } = await signer(by.actor);
    const { userId: officerId, orgId } = by.actor;

    let n = await verifications.countOf(batchId, officerId);
    for (let tries = 0; tries < 20; tries += 1) {
      n += 1;
      const signed: StoredVerification = {
        _id: verificationId(batchId, officerId, n),
        ...{ batchId, productId, officerId, orgId, orgName, officerName: name },
        ...{ ...decision, checks, at: now(), command: by.command },
      };
      if (await verifications.insert(signed)) return signed;
      const earlier = await verifications.byCommand(officerId, by.command.key);
      if (earlier) {
        checkRepeat(earlier.command, by.command);
        return earlier;
      }
    }
    throw new AppError('busy', 'verification.busy', 'Others decide at this moment. Please repeat.');
  }

  function newest(batchId: string): Promise<StoredVerification | undefined> {
    return verifications.newestOf(batchId);
  }

  const facts: FactSource = async (limit) =>
    (await verifications.untold(limit)).map((decision) => ({
      fact: {
        kind: 'E25',
        opKey: `verification:${decision._id}`,
        at: decision.at,
        byOrgId: decision.orgId,
        lot: { batchId: decision.batchId, productId: decision.productId },
        verificationNo: decision._id,
        verdict: decision.verdict,
        checks: decision.checks.map(({ id, outcome }) => `${id}:${outcome}`),
      },
      done: (at) => verifications.markTold(decision._id, at),
    }));

  return { check, decide, newest, facts };
}

export type SupervisionService = ReturnType<typeof createSupervisionService>;

export interface CheckResult {
  readonly batchId: string;
  readonly productId: string;
  readonly finding: Finding;
  readonly checks: readonly Check[];
  readonly decisions: readonly StoredVerification[];
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Not "mistyped": the check character is right, but nobody ever drew this code. */
function codeUnknown(code: string): AppError {
  return new AppError('not-found', 'code.unknown', `There is no batch ${code}.`, {
    facts: { typed: code },
  });
}

function wordsMissing(): AppError {
  const message = 'Say why: the cooperative or the operator must know what to do.';
  return new AppError('invalid', 'verification.words-missing', message, {
    facts: { errors: [{ field: 'words', message }] },
  });
}
