import { Fragment } from 'preact';
import type { OrderSheetView, SheetLine } from '../../../features/ordering/index.ts';
import { CATEGORIES } from '../../../shared/facts/categories.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Stepper } from '../../parts/Stepper.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { canOrder, dayOfRow, fenOf, type RowTrouble, type Sheet } from './sheet-state.ts';

interface Props {
  readonly sheet: OrderSheetView;
  readonly rows: readonly SheetLine[];
  readonly state: Sheet;
}

/** The goods by shelf: name, price, last time, how many, how much. */
export function Rows({ sheet, rows, state }: Props) {
  const { lang, w } = useWords('canteen');
  const { columns } = w.sheet;
  const shelves = CATEGORIES.filter(({ id }) => rows.some(({ category }) => category === id));
  return (
    <table class="list sheet-rows rows-chosen" onKeyDown={moveByKey}>
      <caption class="vh">{w.sheet.title}</caption>
      <thead>
        <tr class="hd">
          <th scope="col">{columns.name}</th>
          <th scope="col" class="r">
            {columns.price}
          </th>
          <th scope="col" class="r">
            {columns.last}
          </th>
          <th scope="col" class="r">
            {columns.units}
          </th>
          <th scope="col" class="r">
            {columns.sum}
          </th>
        </tr>
      </thead>
      {shelves.map(({ id, nameZh, nameEn }) => (
        <tbody key={id}>
          <tr class="grp">
            <th colSpan={5} scope="rowgroup">
              {lang === 'zh' ? nameZh : nameEn}
            </th>
          </tr>
          {rows
            .filter(({ category }) => category === id)
            .map((row) => (
              <Fragment key={row.offerId}>
                <Row sheet={sheet} row={row} state={state} />
              </Fragment>
            ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ sheet, row, state }: { sheet: OrderSheetView; row: SheetLine; state: Sheet }) {
  const { lang, w } = useWords('canteen');
  const needOn = dayOfRow(sheet, row, state.agreed);
  const isOpen = canOrder(row) && needOn !== undefined;
  const units = isOpen ? (state.draft.units[row.offerId] ?? 0) : 0;
  return (
    <tr class={units > 0 ? 'on' : undefined}>
      <th scope="row">
        {row.name[lang]} <Stand row={row} units={units} trouble={state.troubles[row.offerId]} />
        <Origin row={row} otherDay={needOn === sheet.needOn ? undefined : needOn} />
      </th>
      <td class="r">{w.sheet.price(row.price, row.pack[lang])}</td>
      <td class="r hide">{row.lastUnits ?? '—'}</td>
      <td class="r side">
        <Stepper
          name={`${row.name[lang]} ${row.spec[lang]}`}
          value={units}
          disabled={!isOpen}
          onChange={(next) => {
            state.setUnits(row.offerId, next);
          }}
        />
      </td>
      <td class="r hide">{units > 0 && yuan(fenOf(row, units))}</td>
    </tr>
  );
}

function Origin({ row, otherDay }: { row: SheetLine; otherDay: string | undefined }) {
  const { lang, w } = useWords('canteen');
  return (
    <span class="sm origin">
      {row.spec[lang]} · {row.county[lang]}
      {otherDay !== undefined && ` · ${w.sheet.comes(otherDay)}`}
    </span>
  );
}

/** How it stands with this row: gone, short, or nearly. Every mark is a word. */
function Stand({
  row,
  units,
  trouble,
}: {
  row: SheetLine;
  units: number;
  trouble: RowTrouble | undefined;
}) {
  const { lang, w } = useWords('canteen');
  if (!row.inSeason) return <Tag tone="warn">{w.sheet.outOfSeason(row.seasonFrom)}</Tag>;
  if (row.availUnits === 0) return <Tag tone="quiet">{w.sheet.soldOut}</Tag>;
  if (trouble?.priceChanged) return <Tag tone="warn">{w.sheet.priceChanged}</Tag>;
  if (trouble?.only !== undefined) {
    return (
      <span role="status">
        <Tag tone="warn">{w.sheet.only(trouble.only, row.pack[lang])}</Tag>{' '}
        <s class="sm">{w.sheet.cutTo(trouble.wanted ?? 0)}</s>
      </span>
    );
  }
  if (units > row.availUnits) {
    return <Tag tone="warn">{w.sheet.only(row.availUnits, row.pack[lang])}</Tag>;
  }
  return null;
}

/** ↑ ↓ and Enter go from row to row. */
function moveByKey(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.isComposing || event.ctrlKey || event.metaKey) return;
  const inputs = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:enabled')];
  const at = inputs.findIndex((input) => input === event.target);
  if (at < 0) return;
  event.preventDefault();
  inputs[at + step]?.focus();
}
