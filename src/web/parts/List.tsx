import type { ComponentChildren } from 'preact';
import { useSetting } from '../i18n/index.ts';

/** A column as data. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly align?: 'right';
  /** On a phone a row is a card: `main` is its first line, `side` its action, `hide` stays away. */
  readonly phone?: 'main' | 'side' | 'hide' | 'named';
}

interface Props<Row> {
  /** Names the table for who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Shown instead of an empty table: what it means, and a way on. */
  readonly empty: ComponentChildren;
  /** Address of the next page, from the cursor. */
  readonly nextUrl?: string | undefined;
  readonly busy?: boolean;
  readonly rowClass?: (row: Row) => string;
}

/** Rows as a table; as cards on a phone. The state of its filters is in the address. */
export function List<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, empty, nextUrl, busy, rowClass } = props;
  const { common: t } = useSetting();
  if (rows.length === 0) return <div class="card empty">{empty}</div>;
  return (
    <>
      <table class="list" aria-busy={busy ? 'true' : undefined}>
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, align }) => (
              <th scope="col" class={align && 'r'} key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} class={rowClass?.(row)}>
              {columns.map((column) => (
                <Cell key={column.head} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {nextUrl && (
        <p class="actions next noprint">
          <a class="btn" href={nextUrl} rel="next">
            {t.more}
          </a>
        </p>
      )}
    </>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { head, cell, align, phone } = column;
  const kind = [align && 'r', phone].filter(Boolean).join(' ') || undefined;
  if (phone === 'main') {
    return (
      <th scope="row" class={kind}>
        {cell(row)}
      </th>
    );
  }
  return (
    <td class={kind} data-head={phone === 'named' ? head : undefined}>
      {cell(row)}
    </td>
  );
}

interface FiltersProps {
  readonly children: ComponentChildren;
  /** Where it goes; this page unless said. */
  readonly action?: string;
}

/** The filters of a list: a plain GET form that works without a script and keeps the language. */
export function Filters({ children, action }: FiltersProps) {
  const { common: t, lang } = useSetting();
  return (
    <form class="tools noprint" role="search" action={action}>
      {lang === 'en' && <input type="hidden" name="lang" value="en" />}
      {children}
      <button class="btn">{t.filter}</button>
    </form>
  );
}

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly name?: string;
}

export function SearchBox({ label, value, placeholder, name = 'q' }: SearchBoxProps) {
  return (
    <label class="grow">
      {label}
      <input type="search" name={name} value={value} placeholder={placeholder} />
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

export function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
