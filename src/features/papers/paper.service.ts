import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { PaperKind } from '../../shared/facts/papers.ts';
import type { TakeOutcome } from '../takes/index.ts';
import {
  missingKinds,
  paperNotFound,
  takeRefusal,
  type NewCertificate,
  type NewPaper,
  type Paper,
} from './paper.ts';
import type { PaperFilter } from './paper.schema.ts';
import { validFilter, type PaperStore } from './paper.store.ts';

interface Deps {
  papers: PaperStore;
  /** Ties files to what they belong to, so that they stay. @throws AppError `file.not-found` */
  attachFiles: (
    fileIds: readonly string[],
    to: { readonly ref: string; readonly kind: 'photo' | 'paper'; readonly orgId: string },
  ) => Promise<void>;
  newCode: () => string;
  now: () => Date;
}

interface By {
  readonly orgId: string;
  readonly command: Command;
}

type Content = Omit<
  Paper,
  'id' | 'orgId' | 'command' | 'registeredAt' | 'leftG' | 'lots' | 'status'
>;

/** What can be done with papers. This file tells the story; `paper.ts` has the rules. */
export function createPaperService({ papers, attachFiles, newCode, now }: Deps) {
  /**
   * Registers a paper that others issued, once per command.
   * @throws AppError `paper.number-taken`, `paper.term-reversed`, `file.not-found`, `request.key-reused`
   */
  function register(draft: NewPaper, by: By): Promise<Paper> {
    if (draft.validTo !== null && draft.validTo < draft.validFrom) {
      throw new AppError('invalid', 'paper.term-reversed', 'It ends before it begins.');
    }
    return store(by, () => ({ ...draft, certificate: null }));
  }

  /**
   * Issues a 承诺达标合格证, once per command; its number is its code, its items are frozen.
   * @throws AppError `file.not-found`, `request.key-reused`
   */
  function issue({ grams, fileId, ...certificate }: NewCertificate, by: By): Promise<Paper> {
    const issuedOn = dayAt(now());
    return store(by, (code) => ({
      ...{ kind: 'conformity_certificate', no: code, issuer: certificate.subject },
      ...{ issuedOn, validFrom: issuedOn, validTo: null, grams, fileId, certificate, test: null },
    }));
  }

  async function store({ orgId, command }: By, contentOf: (code: string) => Content) {
    for (let tries = 0; tries < 3; tries += 1) {
      const earlier = await papers.byCommand(orgId, command.key);
      if (earlier) {
        checkRepeat(earlier.command, command);
        return earlier;
      }
      const id = newCode();
      const content = contentOf(id);
      if (await papers.byNumber(content)) throw numberTaken(content);

      const files = content.fileId === null ? [] : [content.fileId];
      await attachFiles(files, { ref: `paper:${id}`, kind: 'paper', orgId });
      const own = { id, orgId, command, registeredAt: now(), lots: [], status: 'valid' } as const;
      const paper: Paper = { ...content, ...own, leftG: content.grams };
      if (await papers.insert(paper)) return paper;
    }
    throw new Error('three codes in a row were taken');
  }

  /** @throws AppError `paper.not-found` */
  async function get(id: string): Promise<Paper> {
    const paper = await papers.byId(id);
    if (!paper) throw paperNotFound(id);
    return paper;
  }

  /** Own papers; officers and the operator see all. */
  function list({ role, orgId }: Pick<Actor, 'role' | 'orgId'>, filter: PaperFilter) {
    return papers.list(role === 'cooperative' ? orgId : undefined, filter);
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const paper = await papers.byId(id);
    return paper && { cooperative: paper.orgId };
  }

  return { register, issue, get, list, ownersOf, ...createLots({ papers, now }) };
}

export type PaperService = ReturnType<typeof createPaperService>;

/** What batches do with papers: take grams from them, carry them, ask for them. */
function createLots({ papers, now }: Pick<Deps, 'papers' | 'now'>) {
  /**
   * Takes grams from what a paper states, once per key; from one that states nothing only its
   * validity is asked. Refused with `paper.not-valid`, `paper.used-up`, `paper.not-found`, `take.undone`.
   */
  async function takeGrams(
    id: string,
    { key, g }: { key: string; g: number },
  ): Promise<TakeOutcome> {
    const at = now();
    return papers.takes.take(id, {
      key,
      g,
      guard: validFilter(dayAt(at)),
      notFound: () => paperNotFound(id),
      refusal: (paper) => takeRefusal(paper, g, at),
    });
  }

  /** Gives back what this key took, or keeps it from ever taking. Safe to repeat. */
  function giveBack(id: string, key: string): Promise<void> {
    return papers.takes.giveBack(id, key);
  }

  /** Ties a paper to a batch of its own organisation. @throws AppError `paper.not-found` */
  async function attachTo(id: string, batch: { orgId: string; code: string }): Promise<void> {
    if (!(await papers.attach(id, batch.orgId, batch.code))) throw paperNotFound(id);
  }

  function detachFrom(id: string, { orgId, code }: { orgId: string; code: string }): Promise<void> {
    return papers.detach(id, orgId, code);
  }

  /** The papers of a batch. */
  function forBatch(code: string): Promise<Paper[]> {
    return papers.ofLot(code);
  }

  /** What the release gate asks: which kinds are wanted on this day and not there. */
  async function validFor(code: string, wanted: readonly PaperKind[], day: Day) {
    const found = await papers.ofLot(code);
    return { papers: found, missing: missingKinds(found, wanted, day) };
  }

  return { takeGrams, giveBack, attachTo, detachFrom, forBatch, validFor };
}

function numberTaken({ kind, issuer, no }: Content): AppError {
  const message = `${issuer} ${no} is registered already.`;
  return new AppError('conflict', 'paper.number-taken', message, { facts: { kind, issuer, no } });
}
