import { dayAt } from '../../shared/day.ts';
import { deliveryViewOf, type Delivery } from '../fulfilment/index.ts';
import { writeXlsx } from '../../platform/xlsx.ts';
import { ledgerCsv, ledgerTable } from './ledger-csv.ts';
import type { Orders } from './ports.ts';
import { needsOf } from './receipt-draft.ts';
import {
  ledgerRowsOf,
  receiptViewOf,
  type ArrivalsView,
  type LedgerQuery,
  type LedgerView,
  type ReceivingView,
} from './receiving.schema.ts';
import type { ReceivingService } from './receiving.service.ts';
import type { Receipt } from './receipt.ts';

interface Deps {
  receiving: Pick<ReceivingService, 'ofDeliveries' | 'ledger' | 'receiverOf' | 'recallList'>;
  comingTo: (buyerId: string) => Promise<Delivery[]>;
  delivery: (id: string) => Promise<Delivery>;
  order: Orders['get'];
  now: () => Date;
}

const MONTH_MS = 30 * 24 * 3_600_000;

/** What receivers and inspectors read. */
export function createReceivingViews({ receiving, comingTo, delivery, order, now }: Deps) {
  /** What is on its way to a canteen, or there and not received yet. */
  async function arrivals(orgId: string): Promise<ArrivalsView> {
    const coming = await comingTo(orgId);
    const receipts = await receiving.ofDeliveries(coming.map(({ _id }) => _id));
    return {
      arrivals: coming.map((one) => arrivalOf(one, receipts)),
    };
  }

  /** The page at the door. @throws AppError `delivery.not-found` */
  async function door(deliveryId: string): Promise<ReceivingView> {
    const found = await delivery(deliveryId);
    const receiver = await receiving.receiverOf(found.buyerId);
    const receipts = await receiving.ofDeliveries([deliveryId]);
    return {
      delivery: deliveryViewOf(found, await order(found.orderId)),
      needs: needsOf(receiver),
      tolPermille: receiver.settings.tolerancePermille,
      receipts: receipts.map(receiptViewOf),
      recalls: await receiving.recallList(),
    };
  }

  /** 采购台账 of a canteen: the last 30 days unless said. */
  async function ledger(orgId: string, query: LedgerQuery): Promise<LedgerView> {
    const to = query.to ?? dayAt(now());
    const from = query.from ?? dayAt(new Date(now().getTime() - MONTH_MS));
    const rows = await receiving.ledger(orgId, {
      ...{ from, to },
      ...(query.product && { productId: query.product }),
      ...(query.supplier && { sellerId: query.supplier }),
    });
    const wanted = query.certificate;
    return {
      ...{ from, to },
      rows: ledgerRowsOf(rows).filter(
        ({ hasCertificate }) => !wanted || hasCertificate === (wanted === 'with'),
      ),
    };
  }

  async function ledgerFile(orgId: string, query: LedgerQuery) {
    const { from, to, rows } = await ledger(orgId, query);
    return { name: `ledger-${from}-${to}.csv`, content: ledgerCsv(rows) };
  }

  async function ledgerXlsx(orgId: string, query: LedgerQuery) {
    const { from, to, rows } = await ledger(orgId, query);
    const [titles = [], ...lines] = ledgerTable(rows);
    const widths = titles.map((title) => Math.max(10, title.length * 2));
    const content = await writeXlsx([titles, ...lines.map(numbers)], { sheet: '台账', widths });
    return { name: `ledger-${from}-${to}.xlsx`, content };
  }

  return { arrivals, door, ledger, ledgerFile, ledgerXlsx };
}

export type ReceivingViews = ReturnType<typeof createReceivingViews>;

/** Kilograms as numbers, so that a sheet can add them up. */
function numbers(line: readonly string[]): (string | number)[] {
  return line.map((value) => (/^\d+\.\d{3}$/.test(value) ? Number(value) : value));
}

function arrivalOf(one: Delivery, receipts: readonly Receipt[]): ArrivalsView['arrivals'][number] {
  const open = receipts.find(
    ({ deliveryId, state }) =>
      deliveryId === one._id && (state === 'stored' || state === 'signed_once'),
  );
  return {
    ...{ id: one._id, noteNo: one.noteNo, needOn: one.needOn, state: one.state },
    supplier: one.supplier?.name ?? '',
    plate: one.leaving?.plate ?? '',
    lines: one.snapshot.length,
    grams: one.snapshot.reduce((sum, { g }) => sum + g, 0),
    dispatchedAt: one.dispatchedAt?.toISOString() ?? null,
    openReceiptId: open?._id ?? null,
  };
}
