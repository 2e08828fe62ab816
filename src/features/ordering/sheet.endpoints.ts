import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { fileUpload } from '../../http/uploads.ts';
import { draftChange, draftViewOf, savedDraft } from './draft.schema.ts';
import type { Drafts } from './draft.service.ts';
import { importView, pasted } from './import.schema.ts';
import type { OrderImport } from './import.service.ts';
import { orderSheetView, sheetQuery } from './sheet.schema.ts';
import type { OrderSheet } from './sheet.service.ts';

interface Deps {
  readonly orderSheet: OrderSheet;
  readonly drafts: Drafts;
  readonly orderImport: OrderImport;
  /** Where an uploaded workbook lies while it is read. */
  readonly folder: string;
}

const MB = 1_048_576;

/** The order sheet, its draft and its import over HTTP. */
export function sheetEndpoints({ orderSheet, drafts, orderImport, folder }: Deps) {
  const who = [{ role: 'canteen', duty: 'buyer' }] as const;
  return [
    endpoint({
      method: 'GET',
      path: '/api/canteen/sheet',
      who,
      summary: 'The order sheet for a day: what is usual, and all goods page by page',
      query: sheetQuery,
      answer: json(orderSheetView),
      handle: ({ actor, query }) => orderSheet.sheetFor(actor, query),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/canteen/draft',
      who,
      summary: 'Keep what is typed into the sheet, row by row; what another device changed is said',
      body: draftChange,
      command: true,
      answer: json(savedDraft),
      handle: async ({ actor, body, command }) => {
        const { draft, ...rest } = await drafts.save(body, actor, command);
        return { ...rest, draft: draftViewOf(draft) };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/canteen/sheet-paste',
      who,
      summary: 'What a pasted list would be as rows of the sheet; nothing is stored or ordered',
      body: pasted,
      answer: json(importView),
      handle: ({ actor, body }) => orderImport.ofText(actor.orgId, body.text),
    }),

    endpoint({
      method: 'POST',
      path: '/api/canteen/sheet-import',
      who,
      summary: 'The same of an Excel workbook (.xlsx, at most 2 MB and 10,000 rows)',
      upload: fileUpload({ folder, maxBytes: 2 * MB }),
      answer: json(importView),
      handle: ({ actor, body }) => orderImport.ofWorkbook(actor.orgId, body.path),
    }),
  ];
}

export type SheetEndpoint = ReturnType<typeof sheetEndpoints>[number];
