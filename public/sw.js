// Hashed files: cache first. Public pages: network for 4 s, then what was seen before, then
// offline.html. The API and every answer that is not `public`: never kept.
const KEPT = 'kept-1';
const PUBLIC = /^\/(b\/[^/]+|p\/[^/]+|)$/;
const OFFLINE = ['/offline.html', '/offline.css', '/icons/blossom.svg'];

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.addAll(OFFLINE))
      .then(() => skipWaiting()),
  );
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/web/') || OFFLINE.includes(pathname)) event.respondWith(file(request));
  else if (request.mode === 'navigate') event.respondWith(visit(request, PUBLIC.test(pathname)));
});

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? keep(request, await fetch(request));
}

async function visit(request, isPublic) {
  const late = new Promise((_, reject) => setTimeout(reject, isPublic ? 4_000 : 30_000));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return isPublic ? await keep(request, answer) : answer;
  } catch {
    return (
      (isPublic && (await caches.match(request, { ignoreVary: true }))) ||
      caches.match('/offline.html')
    );
  }
}

async function keep(request, answer) {
  const isPublic = /^public/.test(answer.headers.get('cache-control') ?? '');
  if (answer.ok && isPublic) await (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}
