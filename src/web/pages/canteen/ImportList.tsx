import { useState } from 'preact/hooks';
import type { ImportView } from '../../../features/ordering/index.ts';
import { api } from '../../client/api.ts';
import { NETWORK_DOWN, problemIn, type Result } from '../../client/problem.ts';
import { useSetting, useWords } from '../../i18n/index.ts';
import { wordsFor } from '../../client/problem-words.ts';
import { Tag } from '../../parts/Tag.tsx';
import type { Sheet } from './sheet-state.ts';

type Row = ImportView['rows'][number];

/** A list from chat or Excel: first what was understood, then into the sheet; nothing is ordered by it. */
export function ImportList({ state, close }: { state: Sheet; close: () => void }) {
  const { w } = useWords('canteen');
  const setting = useSetting();
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly Row[]>();
  const [said, setSaid] = useState('');

  async function look(from: Promise<Result<ImportView>>): Promise<void> {
    setSaid('');
    const { value, problem } = await from;
    if (value) setRows(value.rows);
    else setSaid(await wordsFor(problem, setting));
  }

  return (
    <section class="card stack noprint" aria-labelledby="import">
      <h2 id="import">{w.sheet.import.title}</h2>
      <p class="sm">{w.sheet.import.hint}</p>
      <label>
        {w.sheet.import.paste}
        <textarea
          rows={5}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
          }}
        />
      </label>
      <label>
        {w.sheet.import.file}
        <input
          type="file"
          accept=".xlsx"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void look(upload(file));
          }}
        />
      </label>
      <div class="actions">
        <button
          type="button"
          class="btn primary"
          disabled={text.trim() === ''}
          onClick={() => void look(api('POST', '/api/canteen/sheet-paste', { body: { text } }))}
        >
          {w.sheet.import.look}
        </button>
        <button type="button" class="btn" onClick={close}>
          {w.sheet.import.close}
        </button>
      </div>
      {said !== '' && (
        <p class="note warn" role="alert">
          {said}
        </p>
      )}
      {rows && <Preview key={rows.map(({ text: t }) => t).join()} rows={rows} state={state} />}
    </section>
  );
}

async function upload(file: File): Promise<Result<ImportView>> {
  const body = new FormData();
  body.append('file', file);
  const sent = { method: 'POST', body };
  const answer = await fetch('/api/canteen/sheet-import', sent).catch(() => undefined);
  if (!answer) return { problem: NETWORK_DOWN };
  if (!answer.ok) return { problem: await problemIn(answer) };
  return { value: (await answer.json()) as ImportView }; // our own API
}

/** Row by row: what was recognised, and a choice where it was not certain. */
function Preview({ rows, state }: { rows: readonly Row[]; state: Sheet }) {
  const { w } = useWords('canteen');
  const [chosen, setChosen] = useState<Readonly<Record<number, string>>>(() =>
    Object.fromEntries(
      rows.flatMap(({ row, state: how, choices }) =>
        how === 'matched' && choices[0] ? [[row, choices[0].offerId]] : [],
      ),
    ),
  );
  const units = unitsIn(rows, chosen);
  const count = (how: Row['state']) => rows.filter((row) => row.state === how).length;
  return (
    <>
      <p role="status">
        {w.sheet.import.found(count('matched'), count('doubtful'), count('unmatched'))}
      </p>
      <table class="list">
        <caption class="vh">{w.sheet.import.title}</caption>
        <thead>
          <tr>
            <th scope="col">{w.sheet.import.columns.text}</th>
            <th scope="col">{w.sheet.import.columns.choice}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewRow
              key={row.row}
              row={row}
              value={chosen[row.row] ?? ''}
              choose={(offerId) => {
                setChosen({ ...chosen, [row.row]: offerId });
              }}
            />
          ))}
        </tbody>
      </table>
      <div class="actions">
        <button
          type="button"
          class="btn primary"
          disabled={Object.keys(units).length === 0}
          onClick={() => void apply(units, state)}
        >
          {w.sheet.import.apply(Object.keys(units).length)}
        </button>
      </div>
    </>
  );
}

const TONES = { matched: 'quiet', doubtful: 'pear', unmatched: 'warn' } as const;

function PreviewRow({
  row,
  value,
  choose,
}: {
  row: Row;
  value: string;
  choose: (offerId: string) => void;
}) {
  const { lang, w } = useWords('canteen');
  const { text, amount, unit, state: how, choices } = row;
  const picked = choices.find(({ offerId }) => offerId === value);
  return (
    <tr>
      <th scope="row" class="main">
        {text} {amount ?? ''} {unit}
      </th>
      <td class="named" data-head={w.sheet.import.columns.choice}>
        <Tag tone={TONES[how]}>{w.sheet.import.state[how]}</Tag>{' '}
        {choices.length > 0 && (
          <select
            aria-label={`${w.sheet.import.columns.choice} ${text}`}
            value={value}
            onChange={(event) => {
              choose(event.currentTarget.value);
            }}
          >
            <option value="">{w.sheet.import.skip}</option>
            {choices.map(({ offerId, name, spec, units, pack, grams }) => (
              <option key={offerId} value={offerId}>
                {w.sheet.import.choice(name[lang], spec[lang], units, pack[lang], grams)}
              </option>
            ))}
          </select>
        )}
        {picked && !picked.isExact && <span class="sm"> {w.sheet.import.rounded}</span>}
      </td>
    </tr>
  );
}

/** Two rows of one kind add up. */
function unitsIn(rows: readonly Row[], chosen: Readonly<Record<number, string>>) {
  const units: Record<string, number> = {};
  for (const { row, choices } of rows) {
    const picked = choices.find(({ offerId }) => offerId === chosen[row]);
    if (picked && picked.units > 0) {
      units[picked.offerId] = (units[picked.offerId] ?? 0) + picked.units;
    }
  }
  return units;
}

/** Into the draft, and the sheet again, with every row that is in it now. */
async function apply(units: Readonly<Record<string, number>>, state: Sheet): Promise<void> {
  state.fill(units);
  await state.push();
  location.reload();
}
