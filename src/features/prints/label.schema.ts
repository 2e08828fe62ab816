import Joi from 'joi';
import { printedCode } from '../../shared/code.ts';
import { code, day, list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';
import type { BatchFacts } from '../batches/index.ts';

const amount = Joi.number().integer().min(0);
const text = Joi.string();

export const byCode = object({ code: code() });
export const printRequest = object({
  count: Joi.number().integer().min(1).max(500),
  netG: Joi.number().integer().min(1).max(1_000_000),
});
export const printView = object({ from: amount, to: amount, netG: amount });

/** The items of a 承诺达标合格证, as printed beside the code. */
const certificate = object({
  no: text,
  style: oneOf('producer', 'buyer'),
  basis: list(text),
  product: text,
  origin: text,
  subject: text,
  contact: text,
  issuedOn: day(),
});

/** What stands on a label, and what may still be printed. */
export const labelView = object({
  code: code(),
  printed: text,
  qr: object({ text, svg: text }),
  product: object({ zh: text, en: text }),
  seller: maybe(object({ zh: text, en: text })),
  base: maybe(object({ zh: text, village: text.allow('') })),
  works: maybe(text),
  harvestedOn: maybe(day()),
  producedOn: maybe(day()),
  certificate: maybe(certificate),
  canPrint: Joi.boolean(),
  leftG: amount,
  next: amount,
});
export type LabelView = Infer<typeof labelView>;

interface Beside extends Pick<LabelView, 'qr' | 'leftG' | 'next' | 'canPrint'> {
  readonly seller: { readonly nameZh: string; readonly nameEn: string } | undefined;
}

export function labelViewOf(facts: BatchFacts, { seller, ...beside }: Beside): LabelView {
  const { batch, product, base, papers } = facts;
  const { works, harvestedOn, producedOn } = batch;
  const paper = papers.find(({ certificate: items }) => items !== null);
  const said = paper?.certificate;
  return {
    code: batch.code,
    printed: printedCode(batch.code),
    product: { zh: product.nameZh, en: product.nameEn },
    seller: seller ? { zh: seller.nameZh, en: seller.nameEn } : null,
    base: base && { zh: base.nameZh, village: base.village },
    ...{ works, harvestedOn, producedOn },
    certificate:
      paper && said
        ? {
            ...{ no: paper.no, style: said.style, basis: [...said.basis], product: said.product },
            ...{ origin: said.origin, subject: said.subject, contact: said.contact },
            issuedOn: paper.issuedOn,
          }
        : null,
    ...beside,
  };
}
