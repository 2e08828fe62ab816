import { attachment, json, picture } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { fileUpload } from '../../http/uploads.ts';
import {
  byId,
  bySize,
  photoQuery,
  photoView,
  photoViewOf,
  scanView,
  scanViewOf,
} from './media.schema.ts';
import type { MediaService } from './media.service.ts';

const MB = 1_048_576;

/**
 * Files over HTTP. Uploads are keyed by their content: the same bytes get the same answer, whatever
 * the key. Photos are public under their hash; papers are for whom `trace.md` §7.1 names.
 */
export function mediaEndpoints(media: MediaService) {
  const folder = media.temporaryFolder;

  return [
    endpoint({
      method: 'POST',
      path: '/api/photos',
      who: ['cooperative', 'canteen', 'officer', 'operator'],
      summary: 'Store a photo (JPEG, PNG or WebP, at most 20 MB); metadata is dropped',
      query: photoQuery,
      upload: fileUpload({ folder, maxBytes: 20 * MB }),
      command: true,
      answer: json(photoView),
      handle: async ({ actor, query, body }) =>
        photoViewOf(await media.storePhoto({ ...body, ...query }, actor)),
    }),

    endpoint({
      method: 'POST',
      path: '/api/scans',
      who: ['cooperative', 'canteen', 'officer', 'operator'],
      summary: 'Store the scan of a paper (PDF or picture, at most 10 MB)',
      upload: fileUpload({ folder, maxBytes: 10 * MB }),
      command: true,
      answer: json(scanView),
      handle: async ({ actor, body }) => scanViewOf(await media.storePaper(body, actor)),
    }),

    endpoint({
      method: 'GET',
      path: '/files/:id/original',
      who: {
        roles: ['cooperative', 'canteen', 'officer', 'operator'],
        ownersOf: ({ id }) => media.paperOwners(id),
      },
      summary: 'The file of a paper, as a download',
      params: byId,
      answer: attachment,
      handle: async ({ params: { id } }) => {
        const { mediaType, content } = await media.read(id, { kind: 'paper', size: 'original' });
        const ending = mediaType === 'application/pdf' ? 'pdf' : 'jpg';
        return { name: `${id.slice(0, 16)}.${ending}`, mediaType, content };
      },
    }),

    endpoint({
      method: 'GET',
      path: '/files/:id/:size',
      who: 'anyone',
      cookies: 'ignored',
      summary: 'A photo in one of its sizes',
      params: bySize,
      answer: picture,
      handle: ({ params: { id, size } }) => media.read(id, { kind: 'photo', size }),
    }),
  ];
}
