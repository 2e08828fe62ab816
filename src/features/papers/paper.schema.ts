import Joi from 'joi';
import {
  code,
  day,
  fileId,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  words,
  type Infer,
} from '../../shared/schema.ts';
import {
  CERTIFICATE_BASES,
  CERTIFICATE_STYLES,
  PAPER_KINDS,
  type NewCertificate,
  type NewPaper,
  type Paper,
} from './paper.ts';

const productId = Joi.string().pattern(/^[a-z0-9-]{1,40}$/, 'product');
const grams = Joi.number().integer().positive().max(1_000_000_000);
const kind = oneOf(...PAPER_KINDS);

const certificateShape = {
  style: oneOf(...CERTIFICATE_STYLES),
  basis: list(oneOf(...CERTIFICATE_BASES))
    .min(1)
    .unique(),
  productId,
  product: words(80),
  origin: words(120),
  subject: words(80),
  contact: words(80),
};

export const newCertificate: Joi.ObjectSchema<NewCertificate> = object({
  ...certificateShape,
  grams,
  fileId: withDefault(maybe(fileId), null),
});

const testResult = object({
  item: words(120),
  method: words(120),
  result: words(120),
  verdict: oneOf('pass', 'fail'),
});

export const newPaper: Joi.ObjectSchema<NewPaper> = object({
  kind: kind.invalid('conformity_certificate'),
  no: words(60),
  issuer: words(80),
  issuedOn: day(),
  validFrom: day(),
  validTo: withDefault(maybe(day()), null),
  grams: withDefault(maybe(grams), null),
  fileId: withDefault(maybe(fileId), null),
  test: withDefault(maybe(testResult), null),
});

export const byId = object({ id: code() });
export const createdPaper = object({ id: code() });
export const paperFilter = object({ kind: optional(kind), lot: optional(code()) });
export type PaperFilter = Infer<typeof paperFilter>;

const publicShape = {
  id: code(),
  kind,
  no: Joi.string(),
  issuer: Joi.string(),
  issuedOn: day(),
  validFrom: day(),
  validTo: maybe(day()),
  grams: maybe(grams),
  certificate: maybe(object(certificateShape)),
  test: maybe(testResult),
  /** The SHA-256 of the scan: who has the file can compare. */
  sha256: maybe(fileId),
  status: oneOf('valid', 'revoked'),
};

/** What anyone may see: the items, never the file. */
export const publicPaperView = object(publicShape);

/** What its own people, officers and the operator see. */
export const paperView = object({
  ...publicShape,
  orgId: Joi.string(),
  registeredAt: instant(),
  leftG: maybe(Joi.number().integer().min(0)),
  fileId: maybe(fileId),
  lots: list(code()),
});
export type PaperView = Infer<typeof paperView>;
export const paperList = object({ papers: list(paperView) });

export function viewOf({ registeredAt, lots, certificate, ...paper }: Paper): PaperView {
  return {
    ...paper,
    certificate: certificate && { ...certificate, basis: [...certificate.basis] },
    lots: [...lots],
    sha256: paper.fileId,
    registeredAt: registeredAt.toISOString(),
  };
}
