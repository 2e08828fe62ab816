import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftView, OrderSheetView } from '../../../features/ordering/index.ts';
import { api } from '../../client/api.ts';
import { freshKey, isUncertain } from '../../client/problem.ts';
import { useSetting } from '../../i18n/index.ts';

/** One row as it stands on this screen, and which state of it the server had when it was read. */
export interface DraftRow {
  readonly units: number;
  readonly onShort: DraftView['rows'][number]['onShort'];
  readonly substitutes: readonly string[];
  readonly seen: number;
}

export interface Kept {
  readonly rows: Readonly<Record<string, DraftRow>>;
  readonly note: string;
  readonly noteSeen: number;
}

/** What was typed here and is not at the server yet: survives a dead battery. */
interface Unsaved {
  readonly rows: Readonly<Record<string, DraftRow>>;
  readonly note?: { readonly text: string; readonly seen: number };
}

const EMPTY: DraftRow = { units: 0, onShort: 'refuse', substitutes: [], seen: 0 };
const SAVE_AFTER_MS = 900;
const ROWS_AT_ONCE = 100;

function keptOf({ rows, note, noteRev }: DraftView): Kept {
  return {
    rows: Object.fromEntries(
      rows.map(({ offerId, units, onShort, substitutes, rev }) => [
        offerId,
        { units, onShort, substitutes, seen: rev },
      ]),
    ),
    note,
    noteSeen: noteRev,
  };
}

/** The draft of a sheet: on the screen at once, on this device at once, at the server soon. */
export function useDraft(sheet: OrderSheetView) {
  const { account } = useSetting();
  const place = `draft:${account}:/canteen/order`;
  const [kept, setKept] = useState<Kept>(() => keptOf(sheet.draft));
  const [conflicts, setConflicts] = useState<Readonly<Record<string, number>>>({});
  const [state, setState] = useState<'saved' | 'unsaved'>('saved');
  const unsaved = useRef<Unsaved>({ rows: {} });
  const latest = useRef(kept);
  latest.current = kept;
  const command = useRef<string | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isSaving = useRef(false);

  useEffect(() => {
    takeUp(read(place));
    const save = () => void push();
    addEventListener('online', save);
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('online', save);
      removeEventListener('pagehide', save);
    };
  }, []);

  /** What this device had not saved: on top of what the server has, unless another device was there. */
  function takeUp({ rows, note }: Unsaved): void {
    const mine: Record<string, DraftRow> = {};
    const other: Record<string, number> = {};
    for (const [offerId, row] of Object.entries(rows)) {
      const there = latest.current.rows[offerId];
      if ((there?.seen ?? 0) === row.seen) mine[offerId] = row;
      else if (there?.units !== row.units) other[offerId] = row.units;
    }
    if (Object.keys(other).length > 0) setConflicts(other);
    const isNoteOurs = note?.seen === latest.current.noteSeen;
    change(mine, isNoteOurs ? note.text : undefined);
  }

  function change(rows: Readonly<Record<string, DraftRow>>, note?: string): void {
    if (Object.keys(rows).length === 0 && note === undefined) return;
    const next = {
      ...latest.current,
      rows: { ...latest.current.rows, ...rows },
      ...(note !== undefined && { note }),
    };
    latest.current = next;
    setKept(next);
    unsaved.current = {
      rows: { ...unsaved.current.rows, ...rows },
      ...(note === undefined
        ? unsaved.current.note && { note: unsaved.current.note }
        : { note: { text: note, seen: next.noteSeen } }),
    };
    write(place, unsaved.current);
    setState('unsaved');
    command.current = undefined;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void push(), SAVE_AFTER_MS);
  }

  /** Sends what is not saved, row by row; what fails stays here and is sent again. */
  async function push(): Promise<boolean> {
    const sent = unsaved.current;
    const names = Object.keys(sent.rows).slice(0, ROWS_AT_ONCE);
    if (names.length === 0 && !sent.note) return true;
    if (isSaving.current) return false;
    isSaving.current = true;
    const key = (command.current ??= freshKey());
    const rows = names.map((offerId) => {
      const row = sent.rows[offerId] ?? EMPTY;
      return { ...row, offerId, substitutes: [...row.substitutes] };
    });
    const body = { rows, ...(sent.note && { note: sent.note }) };
    const { value, problem } = await api('PUT', '/api/canteen/draft', { body, key });
    isSaving.current = false;
    if (!value) {
      if (!isUncertain(problem)) command.current = undefined;
      return false;
    }
    command.current = undefined;
    settle(sent, names, value);
    return Object.keys(unsaved.current.rows).length === 0 || push();
  }

  /** Takes over what the server has; what was typed meanwhile stays, on the newer state. */
  function settle(
    sent: Unsaved,
    names: readonly string[],
    { draft, conflicts: refused }: { draft: DraftView; conflicts: readonly string[] },
  ): void {
    const there = keptOf(draft);
    const rows = { ...latest.current.rows };
    const left = { ...unsaved.current.rows };
    const other: Record<string, number> = {};
    for (const offerId of names) {
      const now = there.rows[offerId] ?? EMPTY;
      const isTypedSince = left[offerId] !== sent.rows[offerId];
      if (refused.includes(offerId)) other[offerId] = left[offerId]?.units ?? 0;
      if (isTypedSince && left[offerId]) {
        left[offerId] = { ...left[offerId], seen: now.seen };
      } else {
        delete left[offerId];
        rows[offerId] = now;
      }
    }
    const isNoteDone = unsaved.current.note?.text === sent.note?.text;
    const next = { ...latest.current, rows, noteSeen: there.noteSeen };
    latest.current = next;
    setKept(next);
    unsaved.current = {
      rows: left,
      ...(!isNoteDone &&
        unsaved.current.note && { note: { ...unsaved.current.note, seen: there.noteSeen } }),
    };
    write(place, unsaved.current);
    if (Object.keys(other).length > 0) setConflicts({ ...conflicts, ...other });
    if (Object.keys(left).length === 0) setState('saved');
  }

  function setRow(offerId: string, part: Partial<Omit<DraftRow, 'seen'>>): void {
    change({ [offerId]: { ...(latest.current.rows[offerId] ?? EMPTY), ...part } });
  }

  function resolve(offerId: string, units?: number): void {
    const { [offerId]: gone, ...rest } = conflicts;
    setConflicts(rest);
    if (units !== undefined) setRow(offerId, { units });
  }

  return {
    ...{ kept, conflicts, state, setRow, resolve, push },
    fill: (units: Readonly<Record<string, number>>) => {
      const rows = Object.entries(units).map(
        ([id, n]) => [id, { ...(latest.current.rows[id] ?? EMPTY), units: n }] as const,
      );
      change(Object.fromEntries(rows));
    },
    setNote: (note: string) => {
      change({}, note);
    },
    /** Everything out; an order placed has emptied it at the server already. */
    clear: () => {
      const rows = Object.entries(latest.current.rows).map(
        ([id, row]) => [id, { ...row, units: 0 }] as const,
      );
      change(Object.fromEntries(rows), '');
    },
    forget: () => {
      clearTimeout(timer.current);
      unsaved.current = { rows: {} };
      write(place, undefined);
    },
  };
}

function read(place: string): Unsaved {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Unsaved>;
    return { rows: kept.rows ?? {}, ...(kept.note && { note: kept.note }) };
  } catch {
    return { rows: {} }; // forbidden or spoilt: nothing was kept here
  }
}

function write(place: string, unsaved: Unsaved | undefined): void {
  try {
    if (!unsaved || (Object.keys(unsaved.rows).length === 0 && !unsaved.note)) {
      localStorage.removeItem(place);
    } else localStorage.setItem(place, JSON.stringify(unsaved));
  } catch {
    // full or forbidden: the server has it soon
  }
}
