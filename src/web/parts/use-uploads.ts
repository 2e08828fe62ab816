import { useEffect, useRef, useState } from 'preact/hooks';
import { NETWORK_DOWN } from '../client/problem.ts';
import { setUploads, type UploadKind } from '../client/uploads.ts';
import { useSetting } from '../i18n/index.ts';
import { wordsFor } from '../client/problem-words.ts';

/** One chosen file on its way. */
export interface Item {
  readonly print: string;
  readonly file: File;
  readonly state: 'sending' | 'done' | 'failed';
  /** 0 to 1. */
  readonly share: number;
  readonly id?: string;
  readonly thumb?: string;
  /** Why it failed, in the reader's language. */
  readonly trouble?: string;
}

interface Task {
  readonly name: string;
  readonly kind: UploadKind;
  readonly max: number;
}

/** The life of chosen files: sent one after the other, each again by itself and by a button. */
export function useUploads({ name, kind, max }: Task) {
  const setting = useSetting();
  const [items, setItems] = useState<readonly Item[]>([]);
  const [skipped, setSkipped] = useState(0);
  const now = useRef<readonly Item[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  function show(next: readonly Item[]): void {
    now.current = next;
    setItems(next);
    setUploads(
      name,
      next.map(({ id }) => id),
      queue.current,
      next.filter(({ id }) => id === undefined).map(({ file }) => file),
    );
  }
  const change = (print: string, to: Partial<Item>) => {
    show(now.current.map((item) => (item.print === print ? { ...item, ...to } : item)));
  };

  async function send({ print, file }: Item): Promise<void> {
    const onProgress = (share: number) => {
      change(print, { share });
    };
    const { value, problem } = await transport()
      .then(({ uploadFile }) => uploadFile(file, { kind, onProgress }))
      .catch(() => ({ problem: NETWORK_DOWN, value: undefined }));
    if (value) change(print, { ...value, state: 'done', share: 1 });
    else change(print, { state: 'failed', trouble: await wordsFor(problem, setting) });
  }
  function enqueue(item: Item): void {
    queue.current = queue.current.then(() => send(item));
  }

  async function add(files: readonly File[]): Promise<void> {
    let duplicates = 0;
    for (const file of files) {
      const print = await transport()
        .then(({ fingerprint }) => fingerprint(file))
        .catch(() => file.name);
      const isKnown = now.current.some((item) => item.print === print);
      if (isKnown) duplicates += 1;
      if (isKnown || now.current.length >= max) continue;
      const item: Item = { print, file, state: 'sending', share: 0 };
      enqueue(item);
      show([...now.current, item]);
    }
    setSkipped(duplicates);
  }

  function retry(item: Item): void {
    enqueue(item);
    change(item.print, { state: 'sending', share: 0 });
  }
  function remove({ print }: Item): void {
    show(now.current.filter((item) => item.print !== print));
  }

  useLeaveWarning(items.some(({ state }) => state === 'sending'));
  return { items, skipped, add, retry, remove };
}

/** What shrinks and sends comes with the first file: most visits to a form choose none. */
const transport = () => import('../client/upload.ts');

function useLeaveWarning(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
    };
  }, [busy]);
}
