import type { ComponentChildren } from 'preact';

interface Props {
  /** `pear`: look here · `warn`: wrong · `quiet`: over. The word says it too, always. */
  readonly tone?: 'pear' | 'warn' | 'quiet' | undefined;
  readonly children: ComponentChildren;
}

export function Tag({ tone, children }: Props) {
  return <span class={tone ? `tag ${tone}` : 'tag'}>{children}</span>;
}
