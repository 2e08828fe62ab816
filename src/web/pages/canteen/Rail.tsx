import type { OrderSheetView } from '../../../features/ordering/index.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Chosen, Sheet } from './sheet-state.ts';

/** The sum at the right: per cooperative, in all, a note, and off it goes. */
export function Rail({ sheet, state }: { sheet: OrderSheetView; state: Sheet }) {
  const { t, w, lang } = useWords('canteen');
  const { chosen } = state;
  const sum = chosen.reduce((total, { fen }) => total + fen, 0);
  const { approvalOverFen } = sheet;
  return (
    <aside class="rail" aria-label={w.sheet.rail}>
      <h2>{w.sheet.rail}</h2>
      <dl class="sums">
        <dt>{w.sheet.kinds}</dt>
        <dd>{w.sheet.kindsOf(chosen.length)}</dd>
        <Sellers chosen={chosen} />
        <dt>{w.sheet.delivered}</dt>
        <dd>{w.sheet.free}</dd>
      </dl>
      <div>
        <div class="sm">{w.sheet.total}</div>
        <strong class="total">{yuan(sum)}</strong>
        <div class="sm">{w.sheet.weight(chosen.reduce((total, { g }) => total + g, 0))}</div>
      </div>
      {approvalOverFen !== null && sum > approvalOverFen && (
        <p class="note pear">{w.sheet.needsApproval(approvalOverFen)}</p>
      )}
      {state.minimums.map(({ sellerId, needOn, seller, minOrderFen, lackingFen }) => (
        <p class="note pear" key={`${sellerId} ${needOn}`}>
          {w.sheet.minimum(seller[lang], minOrderFen, lackingFen)}
        </p>
      ))}
      <label>
        {w.sheet.note}
        <textarea
          rows={3}
          maxLength={200}
          placeholder={w.sheet.noteHint}
          value={state.kept.note}
          onInput={(event) => {
            state.setNote(event.currentTarget.value);
          }}
        />
      </label>
      {state.said !== '' && (
        <p class="note warn" role="alert">
          {state.said}
        </p>
      )}
      <Actions state={state} />
      <p class="sm" role="status">
        {state.isSending
          ? t.sending
          : state.state === 'unsaved'
            ? w.sheet.unsaved
            : chosen.length > 0
              ? w.sheet.saved
              : ''}
      </p>
    </aside>
  );
}

function Actions({ state }: { state: Sheet }) {
  const { t, w } = useWords('canteen');
  return (
    <div class="actions noprint">
      <button
        type="button"
        class="btn primary"
        disabled={state.isSending || state.chosen.length === 0}
        onClick={() => void state.submit()}
      >
        {w.sheet.submit}
      </button>
      <button
        type="button"
        class="btn"
        onClick={() => {
          print();
        }}
      >
        {t.print}
      </button>
      <button type="button" class="plain" onClick={state.clear}>
        {w.sheet.clear}
      </button>
    </div>
  );
}

function Sellers({ chosen }: { chosen: readonly Chosen[] }) {
  const { lang } = useWords('canteen');
  const sellers = new Map<string, { name: string; fen: number }>();
  for (const { row, fen } of chosen) {
    const known = sellers.get(row.sellerId)?.fen ?? 0;
    sellers.set(row.sellerId, { name: row.seller[lang], fen: known + fen });
  }
  return (
    <>
      {[...sellers].map(([id, { name, fen }]) => (
        <>
          <dt key={id}>{name}</dt>
          <dd>{yuan(fen)}</dd>
        </>
      ))}
    </>
  );
}
