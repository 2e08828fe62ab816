import Joi from 'joi';
import { instant, list, object, oneOf, optional, code, type Infer } from '../../shared/schema.ts';
import type { CheckResult, Decision } from './supervision.service.ts';
import { CHECKS, VERDICTS } from './verification.ts';
import type { StoredVerification } from './verification.store.ts';

/** What a person typed or a camera read; `readCode` makes a code of it. */
export const byTypedCode = object({ code: Joi.string().max(200) });

export const decision: Joi.ObjectSchema<Decision> = object({
  verdict: oneOf(...VERDICTS),
  words: Joi.string().allow('').max(1_000),
  place: optional(Joi.string().max(200)),
});

const checkView = object({
  id: oneOf(...CHECKS),
  outcome: oneOf('ok', 'bad', 'unknown'),
  facts: Joi.object<Record<string, string | number | readonly string[]>>().unknown(),
});

export const decisionView = object({
  no: Joi.string(),
  verdict: oneOf(...VERDICTS),
  words: Joi.string().allow(''),
  place: optional(Joi.string()),
  officerName: Joi.string(),
  orgName: Joi.string(),
  at: instant(),
});

export const checkResultView = object({
  code: code(),
  finding: oneOf('true', 'pending', 'mismatch'),
  checks: list(checkView),
  decisions: list(decisionView),
});

export function decisionViewOf(stored: StoredVerification): Infer<typeof decisionView> {
  const { _id: no, verdict, words, place, officerName, orgName, at } = stored;
  return {
    ...{ no, verdict, words, officerName, orgName },
    ...(place !== undefined && { place }),
    at: at.toISOString(),
  };
}

export function checkResultViewOf(result: CheckResult): Infer<typeof checkResultView> {
  return {
    code: result.batchId,
    finding: result.finding,
    checks: result.checks.map((check) => ({ ...check, facts: { ...check.facts } })),
    decisions: result.decisions.map(decisionViewOf),
  };
}
