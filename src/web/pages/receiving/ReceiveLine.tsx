import { CHECK_IDS } from './receipt-form.ts';
import { RECEIPT_REASONS } from '../../../shared/facts/receipt-reasons.ts';
import { printedCode } from '../../../shared/code.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { Lot } from './lots.ts';

interface Props {
  readonly lot: Lot;
  /** Its code was just scanned. */
  readonly isSeen: boolean;
  /** Under recall, as far as this phone knows: it is refused. */
  readonly isRecalled: boolean;
}

/** One lot of one line: what the scale says, the five checks, and what goes back. */
export function ReceiveLine({ lot, isSeen, isRecalled }: Props) {
  const { w, lang } = useWords('receiving');
  const { key } = lot;
  return (
    <fieldset class={isSeen ? 'card stack on' : 'card stack'}>
      <legend>
        {lot.name[lang]} <span class="sm">{lot.spec[lang]}</span>
      </legend>
      <p class="num">{printedCode(lot.batchId)}</p>
      {isRecalled && <p class="note warn">{w.door.recalled}</p>}
      <p class="sm">
        {w.door.ordered} {kilograms(lot.orderedG)} · {w.door.delivered} {kilograms(lot.g)}
      </p>
      <Field
        name={`kg-${key}`}
        label={w.door.accepted}
        inputMode="decimal"
        autocomplete="off"
        defaultValue={String(lot.g / 1000)}
        required
      />
      {!lot.byWeight && (
        <Field
          name={`units-${key}`}
          label={w.door.units(lot.soldBy)}
          inputMode="numeric"
          autocomplete="off"
          defaultValue={String(Math.round(lot.orderedG / lot.nominalG))}
          required
        />
      )}
      <fieldset class="choices">
        <legend>{w.door.checks}</legend>
        {CHECK_IDS.map((check) => (
          <label key={check} class="check">
            <input type="checkbox" name={`check-${key}`} value={check} />
            {w.checks[check]}
          </label>
        ))}
      </fieldset>
      <Field name={`temp-${key}`} label={w.door.temp} inputMode="decimal" autocomplete="off" />
      <Refusal lot={lot} />
    </fieldset>
  );
}

function Refusal({ lot: { key, byWeight } }: { lot: Lot }) {
  const { w, lang } = useWords('receiving');
  return (
    <details>
      <summary>{w.door.rejected}</summary>
      <div class="stack">
        <Field
          name={`back-${key}`}
          label={w.door.rejected}
          inputMode="decimal"
          autocomplete="off"
          defaultValue="0"
        />
        <fieldset class="choices">
          <legend>{w.door.reason}</legend>
          <label class="check">
            <input type="radio" name={`reason-${key}`} value="" defaultChecked />
            {w.door.noReason}
          </label>
          {RECEIPT_REASONS.map(({ id, zh, en }) => (
            <label key={id} class="check">
              <input type="radio" name={`reason-${key}`} value={id} />
              {lang === 'zh' ? zh : en}
            </label>
          ))}
        </fieldset>
        <Upload name={`photos-${key}`} label={w.door.photo} kind="photo" max={4} />
        {byWeight && (
          <Field name={`excess-${key}`} label={w.door.excess} hint={w.door.excessHint}>
            {(attributes) => (
              <select {...attributes}>
                <option value="">{w.door.excessNo}</option>
                <option value="refuse">{w.door.excessOf.refuse}</option>
                <option value="free">{w.door.excessOf.free}</option>
                <option value="pay">{w.door.excessOf.pay}</option>
              </select>
            )}
          </Field>
        )}
      </div>
    </details>
  );
}
