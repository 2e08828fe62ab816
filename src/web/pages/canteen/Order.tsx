import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderSheetView, SheetLine } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import { yuan } from '../../format.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Cutoffs } from './Cutoffs.tsx';
import { usePanel } from './import-panel.ts';
import { Rail } from './Rail.tsx';
import { Rows } from './Rows.tsx';
import { useSheet, type Sheet, type Tab } from './sheet-state.ts';

/** THE order sheet: the day and its cut-offs first, then what is usually bought, by keyboard or thumb. */
export default function Order(sheet: OrderSheetView) {
  const { lang, w } = useWords('canteen');
  const state = useSheet(sheet);
  const [tab, setTab] = useState<Tab>(sheet.page.tab);
  const [isImporting, setImporting] = useState(false);
  const Panel = usePanel(isImporting);
  const [typed, setTyped] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useSlash(search, state);
  const isAll = tab === 'all' || typed !== '' || state.wanted.category !== undefined;
  const rows = isAll ? pageOf(state, typed) : state.rows.filter((row) => isIn(tab, row));
  const choose = (next: Tab) => {
    setTab(next);
    setTyped('');
    if (next === 'all') state.show({});
    else state.rest();
  };

  return (
    <Main
      title={w.sheet.title}
      sub={sheet.canteen[lang]}
      class="sheet-page"
      actions={<ImportButton isOpen={isImporting} set={setImporting} />}
    >
      <div>
        <div>
          <Cutoffs sheet={sheet} state={state} />
          {isImporting && Panel && (
            <Panel
              state={state}
              close={() => {
                setImporting(false);
              }}
            />
          )}
          <Tabs tab={tab} rows={state.rows} choose={choose} needOn={sheet.needOn} />
          <Tools search={search} typed={typed} setTyped={setTyped} rows={rows} state={state} />
          {rows.length === 0 ? (
            <NoRows tab={tab} choose={choose} />
          ) : (
            <div aria-busy={state.isLoading ? 'true' : undefined}>
              <Rows sheet={sheet} rows={rows} state={state} />
            </div>
          )}
          {isAll && state.page.next !== null && <More sheet={sheet} state={state} />}
          <p class="sm noprint desk-only">{w.sheet.keys}</p>
        </div>
        <Rail sheet={sheet} state={state} />
      </div>
      <BottomBar state={state} />
    </Main>
  );
}

function Tabs({
  tab,
  rows,
  choose,
  needOn,
}: {
  tab: Tab;
  rows: readonly SheetLine[];
  choose: (tab: Tab) => void;
  needOn: string;
}) {
  const { w, link } = useWords('canteen');
  const tabs = ['usual', 'week', 'all'] as const;
  return (
    <nav class="tabs noprint" aria-label={w.sheet.tabsLabel}>
      {tabs.map((each) => (
        <a
          key={each}
          href={link(`/canteen/order?day=${needOn}&tab=${each}`)}
          aria-current={each === tab ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            choose(each);
          }}
        >
          {w.sheet.tabs[each]} {each === 'all' ? '' : rows.filter((row) => isIn(each, row)).length}
        </a>
      ))}
    </nav>
  );
}

function NoRows({ tab, choose }: { tab: Tab; choose: (tab: Tab) => void }) {
  const { w } = useWords('canteen');
  return (
    <div class="card empty">
      <Empty text={tab === 'usual' ? w.sheet.emptyUsual : w.sheet.empty}>
        <button
          type="button"
          class="btn"
          onClick={() => {
            choose('all');
          }}
        >
          {w.sheet.showAll}
        </button>
      </Empty>
    </div>
  );
}

function ImportButton({ isOpen, set }: { isOpen: boolean; set: (isOpen: boolean) => void }) {
  const { w } = useWords('canteen');
  return (
    <button
      type="button"
      class="btn noprint"
      aria-expanded={isOpen}
      onClick={() => {
        set(!isOpen);
      }}
    >
      {w.sheet.import.open}
    </button>
  );
}

interface ToolsProps {
  readonly search: { current: HTMLInputElement | null };
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly rows: readonly SheetLine[];
  readonly state: Sheet;
}

/** Search by name or pinyin, and last time's numbers at one tap. */
function Tools({ search, typed, setTyped, rows, state }: ToolsProps) {
  const { w } = useWords('canteen');
  return (
    <div class="tools noprint">
      <label class="grow">
        <span class="vh">{w.sheet.search}</span>
        <input
          ref={search}
          type="search"
          value={typed}
          placeholder={w.sheet.searchHint}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            state.show({ q: event.currentTarget.value.trim() }, 200);
          }}
        />
      </label>
      <button
        type="button"
        class="btn"
        onClick={() => {
          state.fill(lastUnits(rows));
        }}
      >
        {w.sheet.fillLast}
      </button>
    </div>
  );
}

/** The next rows; without a script, the next page. */
function More({ sheet, state }: { sheet: OrderSheetView; state: Sheet }) {
  const { w, link } = useWords('canteen');
  const query = new URLSearchParams({
    day: sheet.needOn,
    tab: 'all',
    after: state.page.next ?? '',
  });
  return (
    <p class="actions next noprint">
      <a
        class="btn"
        href={link(`/canteen/order?${query.toString()}`)}
        rel="next"
        onClick={(event) => {
          event.preventDefault();
          state.more();
        }}
      >
        {state.isLoading ? w.sheet.searching : w.sheet.more}
      </a>
    </p>
  );
}

function BottomBar({ state }: { state: Sheet }) {
  const { w } = useWords('canteen');
  const sum = state.chosen.reduce((total, { fen }) => total + fen, 0);
  return (
    <div class="bar phone-only noprint">
      <div>
        <strong class="total">{yuan(sum)}</strong>
        <div class="sm">{w.sheet.kindsOf(state.chosen.length)}</div>
      </div>
      <button
        type="button"
        class="btn primary"
        disabled={state.isSending || state.chosen.length === 0}
        onClick={() => void state.submit()}
      >
        {w.sheet.submit}
      </button>
    </div>
  );
}

/**
 * `/` goes to the search, Ctrl+Enter submits, from anywhere on the page. The listener stays the same
 * and looks at the sheet as last rendered: a key pressed right after a number must not meet an old one.
 */
function useSlash(search: { current: HTMLInputElement | null }, state: Sheet): void {
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === '/' && !isTyping) {
        event.preventDefault();
        search.current?.focus();
      }
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void latest.current.submit();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, [search]);
}

function isUsual({ lastUnits: last }: SheetLine): boolean {
  return last !== null;
}

function isIn(tab: Tab, row: SheetLine): boolean {
  if (tab === 'usual') return isUsual(row);
  return tab === 'all' || row.weekUnits > 0;
}

/** The page of all goods; while an answer is on its way, what is known here and fits. */
function pageOf({ rows, page, isLoading }: Sheet, typed: string): readonly SheetLine[] {
  if (isLoading && typed !== '') return rows.filter((row) => isFound(row, typed));
  const ids = new Set(page.offerIds);
  return rows.filter(({ offerId }) => ids.has(offerId));
}

/** Each word typed is somewhere in the name, its pinyin or its initials. */
function isFound({ search, spec }: SheetLine, typed: string): boolean {
  const text = `${search}|${spec.zh}|${spec.en}`.toLowerCase();
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word));
}

function lastUnits(rows: readonly SheetLine[]): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap(({ offerId, lastUnits: last }) => (last === null ? [] : [[offerId, last]])),
  );
}
