import type { Schema } from 'mongoose';
import { copyOf, isDoc, type Doc } from './values.ts';

/** What a path of a schema fills in by itself. */
interface Field {
  readonly fill: unknown;
  readonly inner?: Fields;
  readonly isList: boolean;
}

type Fields = ReadonlyMap<string, Field>;

const known = new WeakMap<object, Fields>();

interface PathType {
  readonly instance: string;
  readonly schema?: Schema;
  readonly options: { readonly default?: unknown };
}

function fieldsOf(schema: Schema): Fields {
  const before = known.get(schema);
  if (before) return before;
  const paths = Object.entries((schema as unknown as { paths: Record<string, PathType> }).paths);
  const fields: Fields = new Map(paths.map(([path, type]) => [path, fieldOf(type)]));
  known.set(schema, fields);
  return fields;
}

function fieldOf({ instance, schema, options }: PathType): Field {
  const isList = instance === 'Array' || instance === 'DocumentArray';
  const fill = 'default' in options ? options.default : isList ? [] : undefined;
  return { fill, isList, ...(schema && { inner: fieldsOf(schema) }) };
}

/** A new document with what mongoose would fill in. */
export function filled(schema: Schema, doc: Doc): Doc {
  return fillIn(fieldsOf(schema), copyOf(doc));
}

/** Operators that can bring whole parts of a document. */
const WHOLE = ['$set', '$push', '$addToSet', '$setOnInsert'];

/** The operands of an update with what mongoose would fill into whole parts of a document. */
export function filledUpdate(schema: Schema, update: Doc): Doc {
  const entries = Object.entries(update).map(([operator, operands]) => [
    operator,
    WHOLE.includes(operator) ? filledParts(fieldsOf(schema), operands as Doc) : operands,
  ]);
  return Object.fromEntries(entries) as Doc;
}

function filledParts(fields: Fields, operands: Doc): Doc {
  const parts = Object.entries(operands).map(([path, value]) => [
    path,
    fillAt(fields, path, value),
  ]);
  return Object.fromEntries(parts) as Doc;
}

function fillAt(fields: Fields, path: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const field = fieldAt(fields, path);
  if (!field?.inner) return value;
  if (isDoc(value) && '$each' in value) {
    return { ...value, $each: fillValue(field, value['$each']) };
  }
  return fillValue(field, value);
}

function fieldAt(fields: Fields, path: string): Field | undefined {
  let field: Field | undefined;
  let at: Fields | undefined = fields;
  for (const part of path.split('.')) {
    if (part.startsWith('$') || /^\d+$/.test(part)) continue;
    field = at?.get(part);
    at = field?.inner;
  }
  return field;
}

function fillValue({ inner }: Field, value: unknown): unknown {
  if (!inner) return value;
  if (Array.isArray(value)) {
    const list = value as unknown[];
    return list.map((each) => (isDoc(each) ? fillIn(inner, copyOf(each)) : each));
  }
  return isDoc(value) ? fillIn(inner, copyOf(value)) : value;
}

function fillIn(fields: Fields, doc: Doc): Doc {
  for (const [path, field] of fields) {
    if (path.includes('.')) continue;
    if (doc[path] === undefined) {
      const { fill } = field;
      const value: unknown = typeof fill === 'function' ? (fill as () => unknown)() : copyOf(fill);
      if (value !== undefined) doc[path] = value;
    } else if (field.inner) {
      doc[path] = fillValue(field, doc[path]);
    }
  }
  return doc;
}
