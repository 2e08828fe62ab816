export type UploadKind = 'photo' | 'paper';

/** What the server says of a stored file. */
export interface Uploaded {
  readonly id: string;
  /** Of photos only. */
  readonly thumb?: string;
}

/** The uploads of this page by the name of their field: what is done, and what is on its way. */
const fields = new Map<
  string,
  {
    ids: readonly (string | undefined)[];
    running: Promise<unknown>;
    waiting: readonly File[];
  }
>();

export function setUploads(
  name: string,
  ids: readonly (string | undefined)[],
  running: Promise<unknown>,
  waiting: readonly File[] = [],
): void {
  fields.set(name, { ids, running, waiting });
}

/**
 * The ids of what was chosen in a field, once everything has arrived: a form may be sent before.
 * undefined where something did not arrive: its field says so, and has a button to try again.
 */
export async function uploaded(name: string): Promise<string[] | undefined> {
  let field = fields.get(name);
  let before;
  while (field && field !== before) {
    before = field;
    await field.running;
    field = fields.get(name);
  }
  const ids = field?.ids ?? [];
  return ids.includes(undefined) ? undefined : ids.filter((id) => id !== undefined);
}

/** The same, for a form that can keep what did not arrive on this device. */
export async function chosen(name: string): Promise<{ ids: string[]; files: readonly File[] }> {
  await uploaded(name);
  const { ids = [], waiting = [] } = fields.get(name) ?? {};
  return { ids: ids.filter((id) => id !== undefined), files: waiting };
}
