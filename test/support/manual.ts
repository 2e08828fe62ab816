import { expect } from 'chai';
import type { Connection } from 'mongoose';

type Doc = Record<string, unknown>;
type Row = Doc & { _id: number };

/** The code a statement is refused with. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error as { code: number }).code,
  );

/** Small questions to a server, each on a collection of its own; documents get `_id` 0, 1, 2 … */
export function manual(db: () => Connection) {
  let count = 0;
  const withRows = async (...rows: Doc[]) => {
    const made = db().collection<Row>(`m${++count}`);
    if (rows.length > 0) await made.insertMany(rows.map((row, i) => ({ _id: i, ...row })));
    return made;
  };
  return {
    withRows,
    /** Which of the documents a filter meets. */
    met: async (rows: Doc[], filter: Doc) => {
      const made = await withRows(...rows);
      return (await made.find(filter).sort({ _id: 1 }).toArray()).map((row) => row._id);
    },
    /** One document after an update. */
    updated: async (row: Doc, update: Doc, options: Doc = {}, filter: Doc = {}) => {
      const made = await withRows(row);
      await made.updateOne({ _id: 0, ...filter }, update, options);
      const { _id, ...rest } = (await made.findOne({ _id: 0 })) ?? { _id: 0 };
      return rest;
    },
    /** The code of an update that must leave the document as it was. */
    refused: async (row: Doc, update: Doc, options: Doc = {}, filter: Doc = {}) => {
      const made = await withRows(row);
      const code = await codeOf(made.updateOne({ _id: 0, ...filter }, update, options));
      expect(await made.findOne({ _id: 0 })).to.deep.equal({ _id: 0, ...row });
      return code;
    },
    /** What a pipeline makes of the documents. */
    piped: async (rows: Doc[], pipeline: Doc[]) => {
      return (await withRows(...rows)).aggregate(pipeline).toArray();
    },
    pipeCode: async (rows: Doc[], pipeline: Doc[]) => {
      return codeOf((await withRows(...rows)).aggregate(pipeline).toArray());
    },
  };
}
