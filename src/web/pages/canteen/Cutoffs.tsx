import type { OrderSheetView, SheetSection } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import type { Sheet } from './sheet-state.ts';

/** The delivery day, and one cut-off for each kind of goods: what decides everything below. */
export function Cutoffs({ sheet, state }: { sheet: OrderSheetView; state: Sheet }) {
  const { w, lang } = useWords('canteen');
  const { needOn, window, days, sections, now } = sheet;
  return (
    <section class="due" aria-label={w.sheet.cutoffs}>
      <strong>{w.sheet.delivery(needOn, window.from, window.to)}</strong>
      <form class="tools noprint">
        {lang === 'en' && <input type="hidden" name="lang" value="en" />}
        <label>
          <span class="vh">{w.sheet.day}</span>
          <select name="day">
            {days.map((each) => (
              <option key={each} value={each} selected={each === needOn}>
                {w.sheet.dayOption(each)}
              </option>
            ))}
          </select>
        </label>
        <button class="btn">{w.sheet.changeDay}</button>
      </form>
      <ul class="cutoffs">
        {sections.map((section) => (
          <li key={section.cutoffClass}>
            <Cutoff section={section} state={state} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cutoff({ section, state, now }: { section: SheetSection; state: Sheet; now: string }) {
  const { w } = useWords('canteen');
  const { cutoffClass, needOn, isOnDay, cutoffAt } = section;
  const name = <b>{w.sheet.classes[cutoffClass]}</b>;
  if (needOn === null || cutoffAt === null) {
    return (
      <span class="tag quiet">
        {name} {w.sheet.never}
      </span>
    );
  }
  const minutes = Math.floor((Date.parse(cutoffAt) - Date.parse(now)) / 60_000);
  if (isOnDay || state.agreed.includes(cutoffClass)) {
    return (
      <span class="tag pear">
        {name} {!isOnDay && `${w.sheet.comes(needOn)} · `}
        {w.sheet.closes(cutoffAt)} · {w.sheet.left(minutes)}
      </span>
    );
  }
  return (
    <>
      <span class="tag warn">
        {name} {w.sheet.notThatDay(needOn)}
      </span>{' '}
      <button
        type="button"
        class="plain noprint"
        onClick={() => {
          state.agree(cutoffClass);
        }}
      >
        {w.sheet.takeDay(needOn)}
      </button>
    </>
  );
}
