import { moment } from '../format.ts';
import { useSetting } from '../i18n/index.ts';

export interface Link {
  readonly url: string;
  readonly login: string;
  readonly endsAt: string;
}

interface Props {
  readonly words: {
    readonly link: string;
    readonly linkFor: (login: string, until: string) => string;
  };
  readonly made: Link;
}

/** A link that is shown once: to be copied or read out, for whom and until when. */
export function OneTimeLink({ words, made: { url, login, endsAt } }: Props) {
  const { lang } = useSetting();
  return (
    <div class="note pear" role="status">
      <p>{words.link}</p>
      <label>
        {words.linkFor(login, moment(endsAt, lang))}
        <input
          readOnly
          value={url}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
      </label>
    </div>
  );
}
