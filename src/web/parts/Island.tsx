import type { ComponentType } from 'preact';
import type { ClientPage } from '../client/pages.ts';

interface Props<P extends object> {
  /** The component's file, as in `client/pages.ts`. */
  readonly of: ClientPage;
  readonly view: ComponentType<P>;
  /** Small: it stands in the document once more. */
  readonly props: P;
}

/**
 * The piece of a page that needs a script, where the rest does not: a shelf of goods stays as the
 * server wrote it, its buttons come alive. The page names it in `islands`, and has no `client`.
 */
export function Island<P extends object>({ of, view: View, props }: Props<P>) {
  return (
    <div data-island={of} data-props={JSON.stringify(props)}>
      <View {...props} />
    </div>
  );
}
