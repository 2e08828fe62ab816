/** What may be chosen on the sheet for goods that are short; standing orders know more. */
export const CHOSEN_ON_SHORT = ['refuse', 'partial', 'substitute'] as const;

/** One row of a sheet that is being filled in. `units` 0: taken out again. */
export interface DraftRow {
  readonly offerId: string;
  readonly units: number;
  readonly onShort: (typeof CHOSEN_ON_SHORT)[number];
  readonly substitutes: readonly string[];
  /** Counts the changes of this row, so that two devices notice each other. */
  readonly rev: number;
  /** The command that wrote it last. */
  readonly key: string;
  readonly at: Date;
}

/** What a person has typed into the order sheet and not sent. `_id` = `<orgId>:<userId>`. */
export interface Draft {
  readonly _id: string;
  readonly rows: readonly DraftRow[];
  readonly note: string;
  readonly noteRev: number;
  /** The order that it became last. */
  readonly placed: string | null;
  readonly placedAt: Date | null;
}

/** A change of one row, and which state of it was on the screen; `seen` 0: none. */
export type RowChange = Omit<DraftRow, 'rev' | 'key' | 'at'> & { readonly seen: number };

export interface DraftChange {
  readonly rows: readonly RowChange[];
  readonly note?: { readonly text: string; readonly seen: number } | undefined;
}

export const NO_DRAFT: Omit<Draft, '_id'> = {
  ...{ rows: [], note: '', noteRev: 0, placed: null, placedAt: null },
};

export function draftIdOf({ orgId, userId }: { orgId: string; userId: string }): string {
  return `${orgId}:${userId}`;
}
