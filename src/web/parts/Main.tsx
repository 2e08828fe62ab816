import type { ComponentChildren } from 'preact';

interface Props {
  /** The page's one h1. */
  readonly title: ComponentChildren;
  /** One quiet line under it. */
  readonly sub?: ComponentChildren;
  /** At the right of the title: the page's one primary action, perhaps a second one. */
  readonly actions?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** The main landmark with its heading: what nearly every view is wrapped in. */
export function Main({ title, sub, actions, class: kind, children }: Props) {
  return (
    <main id="main" class={kind}>
      <div class="head">
        <div>
          <h1>{title}</h1>
          {sub && <p class="sm">{sub}</p>}
        </div>
        {actions && <div class="actions noprint">{actions}</div>}
      </div>
      {children}
    </main>
  );
}
