import type { OrderSheetView, SheetSection } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import type { Sheet } from './sheet-state.ts';

/**
 * The delivery day and the first cut-off; the others one tap away, and each again beside its goods. A
 * section whose time is up stands here at once: it asks to be moved to its next day.
 */
export function Cutoffs({ sheet, state }: { sheet: OrderSheetView; state: Sheet }) {
  const { w, lang, link } = useWords('canteen');
  const { needOn, window, days, now } = sheet;
  const shown = sheet.sections.filter(({ key }) => state.rows.some((row) => row.section === key));
  const late = shown.filter(({ isOnDay, key }) => !isOnDay && !state.agreed.includes(key));
  const first = shown
    .filter(({ isOnDay }) => isOnDay)
    .toSorted((a, b) => ((a.cutoffAt ?? '') < (b.cutoffAt ?? '') ? -1 : 1))[0];
  return (
    <section class="due" aria-label={w.sheet.cutoffs}>
      <strong>{w.sheet.delivery(needOn, window.from, window.to)}</strong>
      {first && <Cutoff section={first} state={state} now={now} />}
      <details class="cutoffs-all">
        <summary>
          {w.sheet.changeDay} · {w.sheet.allCutoffs(shown.length)}
          {late.length > 0 && <span class="tag warn">{lateWords(late, w)}</span>}
        </summary>
        <form class="due-day noprint">
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
          {shown.map((section) => (
            <li key={section.key}>
              <Cutoff section={section} state={state} now={now} />
            </li>
          ))}
        </ul>
        {!sheet.holidaysKnown && <p class="sm">{w.sheet.holidaysUnknown}</p>}
        <p class="sm noprint">
          <a href={link('/canteen/calendar')}>{w.sheet.calendar}</a>
        </p>
      </details>
    </section>
  );
}

type Words = ReturnType<typeof useWords<'canteen'>>['w'];

function lateWords(late: readonly SheetSection[], w: Words): string {
  const names = new Set(late.map(({ cutoffClass }) => w.sheet.classes[cutoffClass]));
  return w.sheet.lateKinds([...names].join(' · '));
}

/** When goods of one section must be ordered; past it, their next day, to be agreed to. */
export function Cutoff({
  section,
  state,
  now,
}: {
  section: SheetSection;
  state: Sheet;
  now: string;
}) {
  const { w, lang } = useWords('canteen');
  const { cutoffClass, needOn, isOnDay, cutoffAt, key } = section;
  const seller = section.seller?.[lang] ?? null;
  const name = <b>{w.sheet.section(w.sheet.classes[cutoffClass], seller)}</b>;
  if (needOn === null || cutoffAt === null) {
    return (
      <span class="tag quiet">
        {name} {w.sheet.never}
      </span>
    );
  }
  const minutes = Math.floor((Date.parse(cutoffAt) - Date.parse(now)) / 60_000);
  if (isOnDay || state.agreed.includes(key)) {
    return (
      <span class="tag pear">
        {name} {!isOnDay && `${w.sheet.comes(needOn)} · `}
        {w.sheet.closes(cutoffAt)} · {w.sheet.left(minutes)}
      </span>
    );
  }
  return (
    <span class="late">
      <span class="tag warn">
        {name} {w.sheet.notThatDay(needOn)}
      </span>{' '}
      <button
        type="button"
        class="plain noprint"
        onClick={() => {
          state.agree(key);
        }}
      >
        {w.sheet.takeDay(needOn)}
      </button>
    </span>
  );
}
