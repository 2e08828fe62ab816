import { Fragment } from 'preact';
import type { OrderSheetView, SheetLine, SheetSection } from '../../../features/ordering/index.ts';
import { CATEGORIES } from '../../../shared/facts/categories.ts';
import { nextTier } from '../../../shared/price.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Stepper } from '../../parts/Stepper.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Cutoff } from './Cutoffs.tsx';
import { WhenShort } from './WhenShort.tsx';
import { canOrder, dayOfRow, termsOf, type RowTrouble, type Sheet } from './sheet-state.ts';

interface Props {
  readonly sheet: OrderSheetView;
  readonly rows: readonly SheetLine[];
  readonly state: Sheet;
}

/** The goods by shelf and cut-off: name, price, last time, how many, how much. */
export function Rows({ sheet, rows, state }: Props) {
  const { w } = useWords('canteen');
  const { columns } = w.sheet;
  const isRuled = rows.some(({ preorder }) => preorder !== null);
  return (
    <>
      {isRuled && <p class="sm">{w.sheet.preorderRule}</p>}
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
        {groupsIn(rows, sheet).map(({ category, section, own }) => (
          <tbody key={`${category.id} ${section?.key ?? ''}`}>
            <Shelf category={category} section={section} state={state} now={sheet.now} />
            {own.map((row) => (
              <Fragment key={row.offerId}>
                <Row sheet={sheet} row={row} state={state} />
              </Fragment>
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

type Shelf = (typeof CATEGORIES)[number];

/** Rows of one shelf that close at one time, in the order of the shelves. */
function groupsIn(rows: readonly SheetLine[], { sections }: OrderSheetView) {
  return CATEGORIES.flatMap((category) => {
    const here = rows.filter((row) => row.category === category.id);
    const keys = [...new Set(here.map(({ section }) => section))];
    return keys.map((key) => ({
      category,
      section: sections.find((each) => each.key === key),
      own: here.filter((row) => row.section === key),
    }));
  });
}

function Shelf({
  category,
  section,
  state,
  now,
}: {
  category: Shelf;
  section: SheetSection | undefined;
  state: Sheet;
  now: string;
}) {
  const { lang, w } = useWords('canteen');
  const isLate = section && !section.isOnDay && !state.agreed.includes(section.key);
  return (
    <tr class={isLate ? 'grp late' : 'grp'}>
      <th colSpan={5} scope="rowgroup">
        {lang === 'zh' ? category.nameZh : category.nameEn}{' '}
        {isLate ? (
          <Cutoff section={section} state={state} now={now} />
        ) : (
          section?.cutoffAt && (
            <span class="sm">
              {!section.isOnDay && section.needOn !== null && `${w.sheet.comes(section.needOn)} · `}
              {w.sheet.closesShort(section.cutoffAt)}
            </span>
          )
        )}
      </th>
    </tr>
  );
}

function Row({ sheet, row, state }: { sheet: OrderSheetView; row: SheetLine; state: Sheet }) {
  const { lang, w } = useWords('canteen');
  const needOn = dayOfRow(sheet, row, state.agreed);
  const isOpen = canOrder(row) && needOn !== undefined;
  const units = isOpen ? state.unitsOf(row.offerId) : 0;
  const chosen = state.chosen.find((each) => each.row.offerId === row.offerId);
  return (
    <tr class={units > 0 ? 'on' : undefined}>
      <th scope="row">
        {row.name[lang]} <Stand row={row} units={units} trouble={state.troubles[row.offerId]} />
        <Origin row={row} otherDay={needOn === sheet.needOn ? undefined : needOn} />
        <FromField row={row} />
        <Conflict row={row} state={state} />
        {units > 0 && <WhenShort row={row} state={state} />}
      </th>
      <td class="r price-cell">
        <PriceCell row={row} state={state} units={units} />
      </td>
      <td class="r hide">{row.lastUnits ?? '—'}</td>
      <td class="r side">
        {canOrder(row) ? (
          <Stepper
            name={`${row.name[lang]} ${row.spec[lang]}`}
            value={units}
            step={row.stepUnits}
            max={99_999}
            disabled={!isOpen}
            onChange={(next) => {
              state.setRow(row.offerId, { units: next });
            }}
          />
        ) : (
          <button
            type="button"
            class="btn noprint"
            onClick={() => {
              state.show({ category: row.category });
            }}
          >
            {w.sheet.findOther}
          </button>
        )}
      </td>
      <td class="r hide">{chosen && yuan(chosen.fen)}</td>
    </tr>
  );
}

/** The price that will be charged, what it is by weight, why it is this one, and what more would bring. */
function PriceCell({ row, state, units }: { row: SheetLine; state: Sheet; units: number }) {
  const { lang, w, link } = useWords('canteen');
  const { price, source, agreement } = state.priceOf(row);
  const next = nextTier(termsOf(row), Math.max(units, 1));
  return (
    <>
      <a class="price-link" href={link(`/canteen/prices/${row.offerId}`)} title={w.sheet.history}>
        {w.sheet.price(price, row.pack[lang])}
      </a>{' '}
      {row.moved !== null && <span class="tag pear moved">{w.sheet[row.moved]}</span>}
      <span class="sm by">{w.sheet.perWeight(price, row.nominalG)}</span>
      {agreement && <span class="sm by">{w.sheet.contract(agreement.no)}</span>}
      {source === 'tier' && <span class="sm by">{w.sheet.tier}</span>}
      {next && (
        <span class="sm by">
          {w.sheet.nextTier(next.fromUnits, row.pack[lang], next.price.fen)}
        </span>
      )}
    </>
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

/** 待采收: what of it can be ordered before it is harvested. */
function FromField({ row: { preorder, pack } }: { row: SheetLine }) {
  const { lang, w } = useWords('canteen');
  if (!preorder) return null;
  return (
    <span class="sm by">
      <Tag>{w.sheet.preorder(preorder.harvestOn)}</Tag>{' '}
      {w.sheet.preorderLeft(preorder.units, pack[lang])}
    </span>
  );
}

/** Another device changed this row: both numbers, and a choice. */
function Conflict({ row, state }: { row: SheetLine; state: Sheet }) {
  const { w } = useWords('canteen');
  const mine = state.conflicts[row.offerId];
  if (mine === undefined) return null;
  return (
    <span class="conflict noprint" role="status">
      <Tag tone="warn">{w.sheet.conflict(mine)}</Tag>{' '}
      <button
        type="button"
        class="plain"
        onClick={() => {
          state.resolve(row.offerId, mine);
        }}
      >
        {w.sheet.takeMine(mine)}
      </button>{' '}
      <button
        type="button"
        class="plain"
        onClick={() => {
          state.resolve(row.offerId);
        }}
      >
        {w.sheet.takeTheirs}
      </button>
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
  const inputs = [...event.currentTarget.querySelectorAll<HTMLInputElement>('.step input:enabled')];
  const at = inputs.findIndex((input) => input === event.target);
  if (at < 0) return;
  event.preventDefault();
  inputs[at + step]?.focus();
}
