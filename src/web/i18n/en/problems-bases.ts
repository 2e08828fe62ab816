import type { basesProblems as zh } from '../zh/problems-bases.ts';
import type { ProblemText } from '../problems.ts';

const kg = (grams: unknown) => (typeof grams === 'number' ? `${grams / 1000} kg` : '');

/** Files, bases, papers and what is taken from them. */
export const basesProblems = {
  'photo.heic':
    'HEIC pictures cannot be read here. Set the camera to “most compatible” (JPEG), or send a screenshot.',
  'photo.unsupported': 'Photos must be JPEG, PNG or WebP.',
  'paper.unsupported': 'Scans must be PDF, JPEG, PNG or WebP.',
  'paper.broken': 'This PDF is not complete. Please export or scan it again.',
  'image.unreadable': 'This photo is not complete. Please take it again.',
  'image.too-many-pixels': 'This photo has too many pixels (at most 50 million).',
  'image.too-slow': 'This photo takes too long to read. Please send another one.',
  'image.busy': 'Many are uploading now. Please try again in a moment.',
  'storage.full': 'There is no room left, so it was not stored. We know; please try again later.',
  'upload.too-large': ({ maxBytes }) =>
    typeof maxBytes === 'number'
      ? `Too large: at most ${Math.floor(maxBytes / 1_048_576)} MB.`
      : 'Too large. Please choose a smaller file.',
  'upload.file-missing': 'No file arrived. Please choose it again.',
  'upload.one-file-only': 'One file at a time.',
  'upload.unreadable': 'It did not arrive whole. Please try again.',
  'file.not-found': 'This file is gone. Please upload it again.',
  'file.busy': 'The same file is being stored. Please try again.',
  'base.not-found': 'There is no such base.',
  'base.busy': 'Somebody else is changing this base. Please try again.',
  'plot.not-found': 'There is no such plot.',
  'paper.not-found': 'There is no such paper.',
  'paper.number-taken': 'This paper is registered already (same kind, issuer and number).',
  'paper.term-reversed': 'It ends before it begins. Please check the dates.',
  'paper.not-valid': 'This paper is not valid today: not yet, no longer, void, or a failed test.',
  'paper.used-up': ({ leftG, askedG }) =>
    `The certificate has ${kg(leftG)} left; this batch needs ${kg(askedG)}.`,
  'paper.busy': 'Another batch is using this paper. Please try again.',
  'harvest.over-yield-cap': ({ capG, usedG, askedG }) =>
    `More than this plot can yield: cap ${kg(capG)}, harvested ${kg(usedG)}, now ${kg(askedG)}.`,
  'harvest.product-not-on-plot':
    'This product is not registered as growing on the plot. Change the base first.',
  'take.undone': 'This was given back already. Please submit again.',
  'take.too-many': 'Too many takings from this record. Please open a new one.',
} satisfies Record<keyof typeof zh, ProblemText>;
