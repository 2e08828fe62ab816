import { PAPER_KINDS } from '../../../shared/facts/papers.ts';
import { printedCode, isCode } from '../../../shared/code.ts';
import { day, kilograms } from '../../format.ts';
import { useWords, type Lang, type Words } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { PapersProps } from '../../routes/bases.schema.ts';
import { nameIn } from './base-words.ts';

type Paper = PapersProps['papers'][number];

/** The cooperative's papers, newest first, with what is left of their quantity. */
export default function Papers({ papers, today }: PapersProps) {
  const { w, lang, link } = useWords('bases');
  return (
    <Main
      title={w.papers.title}
      sub={w.papers.sub}
      actions={
        <>
          <a class="btn" href={link('/coop/bases')}>
            {w.papers.back}
          </a>
          <a class="btn primary" href={link('/coop/papers/new')}>
            {w.papers.create}
          </a>
        </>
      }
    >
      <List
        caption={w.papers.title}
        columns={columnsOf(w, lang, today)}
        rows={papers}
        rowKey={({ id }) => id}
        empty={<Empty text={w.papers.empty} />}
      />
    </Main>
  );
}

function columnsOf(w: Words<'bases'>, lang: Lang, today: string): Column<Paper>[] {
  return [
    {
      head: w.papers.kind,
      phone: 'main',
      cell: ({ kind, test }) => kindIn(w, lang, { kind, test }),
    },
    {
      head: w.papers.number,
      cell: ({ no }) => <span class="num">{isCode(no) ? printedCode(no) : no}</span>,
    },
    { head: w.papers.issuer, phone: 'named', cell: ({ issuer }) => issuer },
    {
      head: w.papers.term,
      phone: 'named',
      cell: (paper) => <Term paper={paper} today={today} />,
    },
    {
      head: w.papers.left,
      phone: 'named',
      cell: ({ leftG, grams }) =>
        leftG === null || grams === null
          ? w.papers.noQuantity
          : w.papers.leftOf(kilograms(leftG), kilograms(grams)),
    },
    {
      head: w.papers.file,
      phone: 'side',
      cell: ({ fileId }) =>
        fileId !== null && <a href={`/files/${fileId}/original`}>{w.papers.file}</a>,
    },
  ];
}

/** A rapid test is only ever a screening, in words too. */
function kindIn(w: Words<'bases'>, lang: Lang, { kind, test }: Pick<Paper, 'kind' | 'test'>) {
  const fact = PAPER_KINDS.find(({ id }) => id === kind);
  const name = fact ? nameIn(lang, fact) : kind;
  if (test === null) return name;
  const verdict = w.paperForm.verdicts[test.verdict];
  return `${kind === 'rapid_test' ? w.papers.screening : name} · ${verdict}`;
}

function Term({ paper, today }: { paper: Paper; today: string }) {
  const { w, lang } = useWords('bases');
  const { validFrom, validTo, status } = paper;
  const from = day(validFrom, lang);
  const isOver = validTo !== null && validTo < today;
  return (
    <>
      {validTo === null ? w.papers.open(from) : w.papers.until(from, day(validTo, lang))}{' '}
      {status === 'revoked' && <Tag tone="quiet">{w.papers.revoked}</Tag>}
      {status === 'valid' && isOver && <Tag tone="warn">{w.papers.expired}</Tag>}
    </>
  );
}
