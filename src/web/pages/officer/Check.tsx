import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';

/** One big field: a scanner gun types and presses Enter, and the form just submits. */
export default function Check() {
  const { w } = useWords('officer');
  return (
    <Main title={w.check.title} sub={w.check.lead}>
      <CodeForm />
      <p class="sm">{w.check.empty}</p>
    </Main>
  );
}

function CodeForm() {
  const { w, lang } = useWords('officer');
  return (
    <form class="fields" action="/officer/check" method="get" role="search">
      {lang === 'en' && <input type="hidden" name="lang" value="en" />}
      <div class="field">
        <label for="code">{w.check.code}</label>
        <input
          id="code"
          name="code"
          required
          autofocus
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      </div>
      <div class="actions">
        <button class="btn primary">{w.check.submit}</button>
      </div>
    </form>
  );
}
