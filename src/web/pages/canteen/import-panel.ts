import { useEffect, useState } from 'preact/hooks';
import type { ImportList } from './ImportList.tsx';

/** The import comes when it is opened: most sheets are filled in by hand. */
export function usePanel(isWanted: boolean): typeof ImportList | undefined {
  const [panel, setPanel] = useState<{ view: typeof ImportList }>();
  useEffect(() => {
    if (!isWanted) return;
    void import('./ImportList.tsx').then(({ ImportList: view }) => {
      setPanel({ view });
    });
  }, [isWanted]);
  return panel?.view;
}
