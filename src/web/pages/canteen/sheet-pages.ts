import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderSheetView, SheetLine } from '../../../features/ordering/index.ts';
import { api } from '../../client/api.ts';

interface Wanted {
  readonly q?: string;
  readonly category?: SheetLine['category'];
}

/** The rows that are known here, and all goods page by page: typing asks the server, however many there are. */
export function usePages(sheet: OrderSheetView) {
  const [rows, setRows] = useState<readonly SheetLine[]>(sheet.rows);
  const [page, setPage] = useState(sheet.page);
  const [wanted, setWanted] = useState<Wanted>({ q: sheet.page.q });
  const [isLoading, setLoading] = useState(false);
  const asked = useRef<AbortController | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asked.current?.abort();
    },
    [],
  );

  async function load(next: Wanted, after?: string): Promise<void> {
    asked.current?.abort();
    const abort = new AbortController();
    asked.current = abort;
    setLoading(true);
    const query = {
      day: sheet.needOn,
      tab: 'all' as const,
      ...clean(next),
      ...(after && { after }),
    };
    const { value } = await api('GET', '/api/canteen/sheet', { query, signal: abort.signal });
    if (abort.signal.aborted) return;
    setLoading(false);
    if (!value) return; // what is there stays
    setRows((known) => merged(known, value.rows));
    setPage((before) => ({
      ...value.page,
      offerIds: after ? [...before.offerIds, ...value.page.offerIds] : value.page.offerIds,
    }));
  }

  return {
    ...{ rows, page, wanted, isLoading },
    /** All goods, of this name or kind; while somebody types, a little later. */
    show: (next: Wanted, delayMs = 0) => {
      setWanted(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void load(next), delayMs);
    },
    /** Back to the goods that are here already. */
    rest: () => {
      clearTimeout(timer.current);
      asked.current?.abort();
      setLoading(false);
      setWanted({});
    },
    more: () => {
      if (page.next !== null) void load(wanted, page.next);
    },
  };
}

function clean({ q, category }: Wanted): Wanted {
  return { ...(q && { q }), ...(category && { category }) };
}

function merged(known: readonly SheetLine[], fresh: readonly SheetLine[]): readonly SheetLine[] {
  const ids = new Set(known.map(({ offerId }) => offerId));
  return [...known, ...fresh.filter(({ offerId }) => !ids.has(offerId))];
}
