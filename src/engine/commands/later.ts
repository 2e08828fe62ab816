import type { Document } from 'bson';
import { errorAnswer } from '../errors.ts';

const works = new WeakMap<Document, Promise<Document>>();

/** An answer that leaves when work beside the turns has ended, such as a copy of the file. */
export function answerLater(work: Promise<Document>): Document {
  const answer: Document = {};
  works.set(answer, work.catch(errorAnswer));
  return answer;
}

/** What an answer waits for, if it does. */
export const workOf = (answer: Document): Promise<Document> | undefined => works.get(answer);
