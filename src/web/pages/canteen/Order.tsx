import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderSheetView, SheetLine } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import { yuan } from '../../format.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Cutoffs } from './Cutoffs.tsx';
import { Rail } from './Rail.tsx';
import { Rows } from './Rows.tsx';
import { useSheet, type Sheet, type Tab } from './sheet-state.ts';

/** THE order sheet: the day and its cut-offs first, then what is usually bought, by keyboard or thumb. */
export default function Order(sheet: OrderSheetView) {
  const { lang, w } = useWords('canteen');
  const state = useSheet(sheet);
  const [tab, setTab] = useState<Tab>(sheet.rows.some(isUsual) ? 'usual' : 'all');
  const [typed, setTyped] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useSlash(search, state);
  const rows = sheet.rows.filter((row) => (typed === '' ? isIn(tab, row) : isFound(row, typed)));

  return (
    <Main title={w.sheet.title} sub={sheet.canteen[lang]} class="sheet-page">
      <div>
        <div>
          <Cutoffs sheet={sheet} state={state} />
          <Tabs tab={tab} rows={sheet.rows} choose={setTab} />
          <div class="tools noprint">
            <label class="grow">
              {w.sheet.search}
              <input
                ref={search}
                type="search"
                value={typed}
                placeholder={w.sheet.searchHint}
                onInput={(event) => {
                  setTyped(event.currentTarget.value);
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
          {rows.length === 0 ? (
            <NoRows tab={tab} choose={setTab} />
          ) : (
            <Rows sheet={sheet} rows={rows} state={state} />
          )}
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
}: {
  tab: Tab;
  rows: readonly SheetLine[];
  choose: (tab: Tab) => void;
}) {
  const { w } = useWords('canteen');
  const tabs = ['usual', 'week', 'all'] as const;
  return (
    <nav class="tabs noprint" aria-label={w.sheet.tabsLabel}>
      {tabs.map((each) => (
        <a
          key={each}
          href={`#${each}`}
          aria-current={each === tab ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            choose(each);
          }}
        >
          {w.sheet.tabs[each]} {rows.filter((row) => isIn(each, row)).length}
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
