import type { BaseService } from '../features/bases/index.ts';
import type { BatchFacts, BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import type { BatchUnderCheck } from '../features/supervision/index.ts';
import type { LotStory } from '../features/trace/index.ts';
import { dayAt, type Day } from '../shared/day.ts';
import { AppError } from '../shared/errors.ts';
import { PAIRINGS } from '../shared/facts/pairings.ts';
import { PLACES } from '../shared/facts/places.ts';
import { yieldCapGPerMu } from '../shared/facts/yield-caps.ts';
import type { Lineage } from './lineage.ts';

export interface Tellers {
  readonly batches: Pick<BatchService, 'facts' | 'missing'>;
  readonly bases: Pick<BaseService, 'titleOn'>;
  readonly catalogue: Pick<CatalogueService, 'product'>;
  readonly organisation: OrganisationService['get'];
  readonly lineage: Lineage;
}

interface Named {
  readonly nameZh: string;
  readonly nameEn?: string | null | undefined;
}

const NEVER_ENDS = 9_000;

/** What the owners of a batch, its base, product and papers tell together: for page and officer. */
export function createLotTellers({ batches, bases, catalogue, organisation, lineage }: Tellers) {
  async function factsOf(code: string): Promise<BatchFacts | undefined> {
    try {
      return await batches.facts(code);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  /** For the public page; undefined when nobody ever drew this code. */
  async function lotStory(code: string): Promise<LotStory | undefined> {
    const facts = await factsOf(code);
    if (!facts) return undefined;
    const { productId, sellerId } = facts.batch;
    const [{ category }, seller, title, { origins, from }] = await Promise.all([
      catalogue.product(productId),
      organisation(sellerId),
      titleOf(facts),
      lineage(code),
    ]);
    return {
      ...{ batchId: code, productId, category, title, ...toldBy(facts), seller: namesOf(seller) },
      origins: origins.map(({ base, county, permille }) => ({ base, county, permille })),
      parents: from.map((parent) => parent.code),
    };
  }

  async function titleOf({ batch, base }: BatchFacts): Promise<LotStory['title']> {
    const day = batch.harvestedOn;
    if (!base || day === null) return null; // only what grew on a plot of the base itself
    const title = await bases.titleOn(base.id, batch.productId, day);
    if (!title) return null;
    const { title: words, validFrom: from, number: no, validTo: to } = title;
    return { words, from, no, to };
  }

  /** For an officer's check. */
  async function batchUnderCheck(code: string): Promise<BatchUnderCheck | undefined> {
    const facts = await factsOf(code);
    if (!facts) return undefined;
    const { batch, balance, product } = facts;
    const { harvestMonths } = await catalogue.product(batch.productId);
    const bornOn = batch.harvestedOn ?? batch.producedOn ?? '';
    const countyId = facts.base?.countyId ?? product.countyId;
    return {
      ...{ batchId: code, productId: batch.productId, bornOn },
      submitted: batch.submittedAt !== null,
      released: balance.status === 'released',
      county: { id: countyId, paired: isPaired(countyId) },
      inSeason: batch.harvestedOn === null || isInMonths(bornOn, harvestMonths),
      hasPlot: batch.plotId !== null,
      capKnown: yieldCapGPerMu(batch.productId) !== null,
      missingPapers: await batches.missing(facts),
      ...{ tests: batch.tests, stops: balance.stops, photos: batch.photos.length },
    };
  }

  return { lotStory, batchUnderCheck };
}

/** What the batch, its base and its papers say themselves. */
function toldBy({ batch, balance, product, base, plotName, papers }: BatchFacts) {
  const { harvestedOn, producedOn, works, tests, photos } = batch;
  return {
    ...{ harvestedOn, producedOn, works, tests, photos },
    county: placeNames(base?.countyId ?? product.countyId),
    product: { zh: product.nameZh, en: product.nameEn },
    submitted: batch.submittedAt !== null,
    ...{ status: balance.status, stops: balance.stops },
    usableUntil: lastDay(batch.usableUntil),
    base: base && namesOf(base),
    plot: plotName,
    capUnknown: batch.plotId !== null && yieldCapGPerMu(batch.productId) === null,
    papers: papers.map(({ kind, no, issuer, issuedOn, validTo }) => ({
      ...{ kind, no, issuer, issuedOn, validTo },
    })),
  };
}

/** Without an English name the Chinese one stands for both. */
function namesOf(named: Named | undefined) {
  const zh = named?.nameZh ?? '';
  return { zh, en: named?.nameEn ?? zh };
}

function lastDay(usableUntil: Date | null): Day | null {
  return usableUntil === null || usableUntil.getUTCFullYear() > NEVER_ENDS
    ? null
    : dayAt(usableUntil);
}

function placeNames(id: string) {
  const place = PLACES.find((one) => one.id === id);
  return place ? { zh: place.nameZh, en: place.nameEn } : null;
}

function isPaired(countyId: string): boolean {
  return PAIRINGS.some(
    ({ suzhouPlaceId, status }) => suzhouPlaceId === countyId && status === 'confirmed',
  );
}

function isInMonths(day: Day, months: readonly number[]): boolean {
  return months.length === 0 || months.includes(Number(day.slice(5, 7)));
}
