import type { SheetLine } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import { canOrder, type Sheet } from './sheet-state.ts';

const CHOICES = ['refuse', 'partial', 'substitute'] as const;

/** What is to happen with this line when there is not enough: the buyer says it before, or is asked. */
export function WhenShort({ row, state }: { row: SheetLine; state: Sheet }) {
  const { lang, w } = useWords('canteen');
  const { onShort = 'refuse', substitutes = [] } = state.kept.rows[row.offerId] ?? {};
  const name = `${row.name[lang]} ${row.spec[lang]}`;
  const others = state.rows.filter(
    (other) => other.offerId !== row.offerId && other.category === row.category && canOrder(other),
  );
  return (
    <details class="when-short noprint">
      <summary>
        {w.sheet.short.title}: {w.sheet.short.choices[onShort]}
      </summary>
      <select
        aria-label={`${w.sheet.short.title} ${name}`}
        value={onShort}
        onChange={(event) => {
          const chosen = CHOICES.find((each) => each === event.currentTarget.value) ?? 'refuse';
          state.setRow(row.offerId, { onShort: chosen });
        }}
      >
        {CHOICES.map((each) => (
          <option key={each} value={each}>
            {w.sheet.short.choices[each]}
          </option>
        ))}
      </select>
      {onShort === 'substitute' && (
        <select
          aria-label={`${w.sheet.short.instead} ${name}`}
          value={substitutes[0] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            state.setRow(row.offerId, { substitutes: value === '' ? [] : [value] });
          }}
        >
          <option value="">{w.sheet.short.none}</option>
          {others.map(({ offerId, name: other, spec }) => (
            <option key={offerId} value={offerId}>
              {other[lang]} {spec[lang]}
            </option>
          ))}
        </select>
      )}
    </details>
  );
}
