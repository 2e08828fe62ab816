import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftView, OrderSheetView } from '../../../features/ordering/index.ts';
import { api } from '../../client/api.ts';
import { freshKey, isUncertain } from '../../client/problem.ts';
import { useSetting } from '../../i18n/index.ts';

/** One row as it stands on this screen, and which state of it the server had when it was read. */
interface DraftRow {
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

/** What the steps of a draft share: what is on the screen, what is not saved, and how to show either. */
interface Box {
  readonly place: string;
  kept: Kept;
  unsaved: Unsaved;
  conflicts: Readonly<Record<string, number>>;
  /** Key of the save under way, the same again after a failure nobody can be sure of. */
  command: string | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  isSaving: boolean;
  /** Shows it as it is now. */
  readonly show: () => void;
}

/** The draft of a sheet: on the screen at once, on this device at once, at the server soon. */
export function useDraft(sheet: OrderSheetView) {
  const { account } = useSetting();
  const [, setTurn] = useState(0);
  const held = useRef<Box | undefined>(undefined);
  const box = (held.current ??= {
    ...{ place: `draft:${account}:/canteen/order`, kept: keptOf(sheet.draft) },
    ...{ unsaved: { rows: {} }, conflicts: {}, command: undefined, timer: undefined },
    isSaving: false,
    show: () => {
      setTurn((turn) => turn + 1);
    },
  });

  useEffect(() => {
    takeUp(box, read(box.place));
    const save = () => void push(box);
    addEventListener('online', save);
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('online', save);
      removeEventListener('pagehide', save);
    };
  }, [box]);

  return { kept: box.kept, conflicts: box.conflicts, state: stateOf(box), ...doings(box) };
}

function stateOf({ unsaved }: Box): 'saved' | 'unsaved' {
  return Object.keys(unsaved.rows).length > 0 || unsaved.note ? 'unsaved' : 'saved';
}

/** What a person does to a draft. */
function doings(box: Box) {
  const rowOf = (offerId: string) => box.kept.rows[offerId] ?? EMPTY;
  const setRow = (offerId: string, part: Partial<Omit<DraftRow, 'seen'>>) => {
    change(box, { [offerId]: { ...rowOf(offerId), ...part } });
  };
  const setUnits = (units: Readonly<Record<string, number>>, note?: string) => {
    const rows = Object.entries(units).map(([id, n]) => [id, { ...rowOf(id), units: n }] as const);
    change(box, Object.fromEntries(rows), note);
  };
  return {
    setRow,
    fill: setUnits,
    resolve: (offerId: string, units?: number) => {
      box.conflicts = without(box.conflicts, [offerId]);
      box.show();
      if (units !== undefined) setRow(offerId, { units });
    },
    push: () => push(box),
    setNote: (note: string) => {
      change(box, {}, note);
    },
    /** Everything out; an order placed has emptied it at the server already. */
    clear: () => {
      setUnits(Object.fromEntries(Object.keys(box.kept.rows).map((id) => [id, 0])), '');
    },
    forget: () => {
      clearTimeout(box.timer);
      box.unsaved = { rows: {} };
      write(box.place, undefined);
    },
  };
}

/** What this device had not saved: on top of what the server has, unless another device was there. */
function takeUp(box: Box, { rows, note }: Unsaved): void {
  const seenOf = (offerId: string) => box.kept.rows[offerId]?.seen ?? 0;
  const all = Object.entries(rows);
  const mine = all.filter(([offerId, row]) => seenOf(offerId) === row.seen);
  const other = all.filter(
    ([offerId, row]) => seenOf(offerId) !== row.seen && box.kept.rows[offerId]?.units !== row.units,
  );
  box.conflicts = Object.fromEntries(other.map(([offerId, { units }]) => [offerId, units]));
  change(box, Object.fromEntries(mine), note?.seen === box.kept.noteSeen ? note.text : undefined);
  if (other.length > 0) box.show();
}

function change(box: Box, rows: Readonly<Record<string, DraftRow>>, note?: string): void {
  if (Object.keys(rows).length === 0 && note === undefined) return;
  const before = box.unsaved.note && { note: box.unsaved.note };
  const said = note === undefined ? before : { note: { text: note, seen: box.kept.noteSeen } };
  box.kept = {
    ...box.kept,
    rows: { ...box.kept.rows, ...rows },
    ...(note !== undefined && { note }),
  };
  box.unsaved = { rows: { ...box.unsaved.rows, ...rows }, ...said };
  write(box.place, box.unsaved);
  box.command = undefined;
  clearTimeout(box.timer);
  box.timer = setTimeout(() => void push(box), SAVE_AFTER_MS);
  box.show();
}

/** Sends what is not saved, row by row; what fails stays here and is sent again. */
async function push(box: Box): Promise<boolean> {
  const sent = box.unsaved;
  const names = Object.keys(sent.rows).slice(0, ROWS_AT_ONCE);
  if (names.length === 0 && !sent.note) return true;
  if (box.isSaving) return false;
  box.isSaving = true;
  const key = (box.command ??= freshKey());
  const rows = names.map((offerId) => {
    const row = sent.rows[offerId] ?? EMPTY;
    return { ...row, offerId, substitutes: [...row.substitutes] };
  });
  const body = { rows, ...(sent.note && { note: sent.note }) };
  const { value, problem } = await api('PUT', '/api/canteen/draft', { body, key });
  box.isSaving = false;
  if (value || !isUncertain(problem)) box.command = undefined;
  if (!value) return false;
  settle(box, { sent, names }, value);
  return stateOf(box) === 'saved' || push(box);
}

/** Takes over what the server has; what was typed meanwhile stays, on the newer state. */
function settle(
  box: Box,
  { sent, names }: { sent: Unsaved; names: readonly string[] },
  { draft, conflicts }: { draft: DraftView; conflicts: readonly string[] },
): void {
  const there = keptOf(draft);
  const nowOf = (offerId: string) => there.rows[offerId] ?? EMPTY;
  const isDone = (offerId: string) => box.unsaved.rows[offerId] === sent.rows[offerId];
  const done = names.filter(isDone);
  const again = names.filter((offerId) => !isDone(offerId));
  const refused = conflicts.map((id) => [id, sent.rows[id]?.units ?? 0] as const);
  const typed = again.map((id) => {
    const row = { ...(box.unsaved.rows[id] ?? EMPTY), seen: nowOf(id).seen };
    return [id, row] as const;
  });
  const isNoteDone = box.unsaved.note?.text === sent.note?.text;
  const note = isNoteDone ? undefined : box.unsaved.note;
  box.conflicts = { ...box.conflicts, ...Object.fromEntries(refused) };
  box.unsaved = {
    rows: { ...without(box.unsaved.rows, names), ...Object.fromEntries(typed) },
    ...(note && { note: { ...note, seen: there.noteSeen } }),
  };
  const settled = Object.fromEntries(done.map((id) => [id, nowOf(id)]));
  box.kept = { ...box.kept, noteSeen: there.noteSeen, rows: { ...box.kept.rows, ...settled } };
  write(box.place, box.unsaved);
  box.show();
}

function without<V>(all: Readonly<Record<string, V>>, names: readonly string[]): Record<string, V> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
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
