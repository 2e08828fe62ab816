import Joi from 'joi';
import { file, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { fileUpload } from '../../http/uploads.ts';
import { readXlsx, writeXlsx, XLSX_LIMITS } from '../../platform/xlsx.ts';
import { list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';
import { price } from './catalogue.schema.ts';
import type { CatalogueService } from './catalogue.service.ts';
import { priceList, priceRows } from './price-import.ts';

/** What a price list would change; each change is then a command of its own. */
const pricePreview = object({
  rows: list(
    object({
      row: Joi.number().integer(),
      offerId: Joi.string(),
      from: maybe(price),
      to: maybe(price),
      movedPermille: maybe(Joi.number().integer()),
      why: oneOf('changed', 'same', 'unknown-offer', 'withdrawn', 'no-price'),
    }),
  ),
});
export type PricePreview = Infer<typeof pricePreview>;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Prices as a workbook, out and in. */
export function priceImportEndpoints(
  catalogue: Pick<CatalogueService, 'ofSeller'>,
  folder: string,
) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/offers.xlsx',
      who: ['cooperative'],
      summary: 'My offers as a workbook, with a column for new prices',
      answer: file(XLSX),
      handle: async ({ actor }) => {
        const rows = priceList(await catalogue.ofSeller(actor.orgId));
        const widths = [36, 26, 22, 8, 8, 12, 12];
        const content = await writeXlsx(rows, { sheet: '价格', widths });
        return { name: 'prices.xlsx', content };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/offers/price-list',
      who: ['cooperative'],
      summary:
        'What a workbook of new prices would change (.xlsx, at most 2 MB); nothing is changed',
      upload: fileUpload({ folder, maxBytes: XLSX_LIMITS.bytes }),
      answer: json(pricePreview),
      handle: async ({ actor, body }) => {
        const offered = await catalogue.ofSeller(actor.orgId);
        return { rows: priceRows(await readXlsx(body.path), offered) };
      },
    }),
  ];
}

export type PriceImportEndpoint = ReturnType<typeof priceImportEndpoints>[number];
