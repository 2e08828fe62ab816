import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { FILE_KINDS, PHOTO_SIZES } from './media.ts';

const blob = Schema.create(
  {
    size: { type: String, enum: [...PHOTO_SIZES, 'original'] as const, required: true },
    blob: { type: String, required: true },
    mediaType: { type: String, required: true },
    bytes: { type: Number, required: true },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
  },
  { _id: false },
);

const fileSchema = Schema.create(
  {
    _id: { type: String, required: true }, // SHA-256 of the main bytes
    kind: { type: String, enum: FILE_KINDS, required: true },
    blobs: { type: [blob], required: true },
    sources: { type: [String], required: true },
    capturedOn: { type: String, default: null },
    orgIds: { type: [String], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    attached: { type: [String], required: true },
  },
  { collection: 'files', timestamps: false, strict: 'throw', versionKey: false },
);

fileSchema.index({ sources: 1, kind: 1 }); // sent before?
fileSchema.index({ 'blobs.blob': 1 }); // does any file need these bytes?
fileSchema.index({ at: 1 }); // attached to nothing, and old

export type FileDoc = InferRawDocTypeFromSchema<typeof fileSchema>;

export function fileModel(db: Connection) {
  return db.model('File', fileSchema);
}
