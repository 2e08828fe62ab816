/** The feature's public face: other folders import from here and nowhere deeper. */
export { mediaEndpoints } from './media.endpoints.ts';
export { mediaLoops } from './media.loops.ts';
export { createMediaService, type MediaService } from './media.service.ts';
export { createFileStore } from './media.store.ts';
