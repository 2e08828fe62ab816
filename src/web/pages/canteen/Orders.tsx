import type { GroupView } from '../../../features/orders/index.ts';
import { dayOf, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { CancelPart } from './CancelPart.tsx';

export interface CanteenOrdersProps {
  readonly orders: readonly GroupView[];
  /** The one just placed. */
  readonly placed: string;
  readonly canCancel: boolean;
}

type Part = GroupView['parts'][number];

interface Row {
  readonly id: string;
  readonly group: GroupView;
  readonly part: Part | undefined;
}

/** What this canteen has ordered: one row per cooperative and day. */
export default function Orders({ orders, placed, canCancel }: CanteenOrdersProps) {
  const { w, link } = useWords('canteen');
  const { columns } = w.orders;
  const rows = orders.flatMap(rowsOf);
  return (
    <Main title={w.orders.title} sub={w.orders.sub}>
      {placed !== '' && (
        <p class="note" role="status">
          {w.orders.placed(placed)}
        </p>
      )}
      <List<Row>
        caption={w.orders.title}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <Empty text={w.orders.empty}>
            <a class="btn primary" href={link('/canteen/order')}>
              {w.orders.order}
            </a>
          </Empty>
        }
        columns={[
          {
            head: columns.no,
            phone: 'main',
            cell: ({ part, group }) => part?.no ?? group.id.slice(0, 8),
          },
          {
            head: columns.placed,
            phone: 'named',
            cell: ({ group }) => w.orders.day(dayOf(group.placedAt)),
          },
          { head: columns.need, phone: 'named', cell: (row) => w.orders.day(needOf(row)) },
          { head: columns.goods, cell: (row) => <Goods {...row} /> },
          {
            head: columns.sum,
            align: 'right',
            cell: (row) => <Sum {...row} />,
          },
          {
            head: columns.state,
            phone: 'side',
            cell: (row) => <State {...row} canCancel={canCancel} />,
          },
        ]}
      />
    </Main>
  );
}

const unitPrice = (fen: number) => ({ fen, perUnit: 1 }) as const;

function rowsOf(group: GroupView): Row[] {
  if (group.parts.length === 0) return [{ id: group.id, group, part: undefined }];
  return group.parts.map((part) => ({ id: part.id, group, part }));
}

function needOf({ group, part }: Row): string {
  return part?.needOn ?? group.lines[0]?.needOn ?? '';
}

function Goods({ group, part }: Row) {
  const { lang, w } = useWords('canteen');
  const lines = group.lines.filter(
    ({ sellerId, needOn }) => !part || (part.sellerId === sellerId && part.needOn === needOn),
  );
  const names = lines.slice(0, 3).map(({ name }) => name[lang]);
  return (
    <details>
      <summary>{w.orders.goods(names, lines.length - names.length)}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line.no}>
            {line.name[lang]} {line.spec[lang]} × {line.orderedUnits} · {priceText(line.price)} ·{' '}
            {yuan(line.lineFen)}
            {line.agreementNo !== undefined && (
              <span class="sm"> {w.sheet.contract(line.agreementNo)}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );

  function priceText({ fen, perG, perUnit }: GroupView['lines'][number]['price']): string {
    const price = perG === undefined || perUnit !== undefined ? unitPrice(fen) : { fen, perG };
    return w.sheet.price(price, w.orders.unit);
  }
}

/** As ordered; once it was received, what was taken in and is owed. */
function Sum({ part, group }: Row) {
  const { w } = useWords('canteen');
  if (!part?.accepted) return <>{yuan(part?.totalFen ?? group.totalFen)}</>;
  return (
    <>
      <strong>{yuan(part.accepted.fen)}</strong>
      <p class="sm">{w.orders.accepted(part.accepted.g)}</p>
    </>
  );
}

function State({ group, part, canCancel }: Row & { canCancel: boolean }) {
  const { w } = useWords('canteen');
  if (!part) {
    const isOver = ['rejected', 'expired', 'cancelled', 'declined'].includes(group.status);
    return <Tag tone={isOver ? 'quiet' : 'pear'}>{w.orders.status[group.status]}</Tag>;
  }
  const isOff = part.state === 'cancelled' || part.state === 'cancelling';
  const isOut = part.state === 'packed' && part.loads.some(({ state }) => state === 'dispatched');
  const word = isOut ? w.orders.status.dispatched : w.orders.parts[part.state];
  return (
    <>
      <Tag tone={isOff ? 'quiet' : undefined}>{word}</Tag>
      {canCancel && part.canCancel && <CancelPart id={part.id} until={part.cutoffAt} />}
    </>
  );
}
