import { useSetting } from '../i18n/index.ts';
import { useField } from './form-state.ts';
import { useUploads, type Item } from './use-uploads.ts';

interface Props {
  /** Of the field: in `send` of the form, `await uploaded(name)` has the ids. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Photos are shrunk; papers go as they are, PDF too. */
  readonly kind: 'photo' | 'paper';
  readonly max: number;
}

const PAPERS = 'application/pdf,image/jpeg,image/png,image/webp';

/** Takes or chooses files, sends them at once, and says of each how it goes. */
export function Upload({ name, label, hint, kind, max }: Props) {
  const { common: t } = useSetting();
  const { id, isWrong } = useField(name);
  const { items, skipped, add, retry, remove } = useUploads({ name, kind, max });
  const done = items.filter(({ state }) => state === 'done').length;
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    void add([...(input.files ?? [])]);
    input.value = ''; // the same file can be chosen again
  };
  const more = max > 1;
  return (
    <fieldset class="upload" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="actions">
        {kind === 'photo' && (
          <label class="btn">
            <input
              type="file"
              class="vh"
              accept="image/*"
              capture="environment"
              onChange={choose}
            />
            {t.upload.take}
          </label>
        )}
        <label class="btn">
          <input
            type="file"
            class="vh"
            accept={kind === 'photo' ? 'image/*' : PAPERS}
            multiple={more}
            onChange={choose}
          />
          {kind === 'photo' ? t.upload.choose : t.upload.chooseFile}
        </label>
      </div>
      <p class="sm" role="status">
        {items.length > 0 && t.upload.count(done, items.length)}
        {skipped > 0 && ` ${t.upload.skipped(skipped)}`}
      </p>
      {isWrong && <p class="wrong">{t.upload.notAll}</p>}
      <ul class="uploads">
        {items.map((item) => (
          <UploadItem key={item.print} item={item} retry={retry} remove={remove} />
        ))}
      </ul>
    </fieldset>
  );
}

interface ItemProps {
  readonly item: Item;
  readonly retry: (item: Item) => void;
  readonly remove: (item: Item) => void;
}

function UploadItem({ item, retry, remove }: ItemProps) {
  const { common: t } = useSetting();
  const { file, state, share, thumb, trouble } = item;
  return (
    <li>
      {thumb ? <img src={thumb} width={96} height={72} alt="" /> : <span class="blank" />}
      <div>
        <p>{file.name}</p>
        {state === 'sending' && <progress max={1} value={share} aria-label={file.name} />}
        {state === 'done' && <p class="sm">{t.upload.done}</p>}
        {state === 'failed' && (
          <p class="wrong" role="alert">
            {trouble}
          </p>
        )}
      </div>
      {state === 'failed' && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            retry(item);
          }}
        >
          {t.retry}
        </button>
      )}
      {state !== 'sending' && (
        <button
          type="button"
          class="plain"
          aria-label={t.upload.removeFile(file.name)}
          onClick={() => {
            remove(item);
          }}
        >
          {t.upload.remove}
        </button>
      )}
    </li>
  );
}
