// Hashed files: cache first. Public pages: network for 4 s, then what was seen before, then
// offline.html. The API and every answer that is not `public`: never kept.
const KEPT = 'kept-1';
const PUBLIC = /^\/(b\/[^/]+|p\/[^/]+|)$/;
/** The receiver's door works without a network: a private copy, of the account that is signed in. */
const DOOR = /^\/canteen\/receive(\/[^/]+)?$/;
const OWN = 'own-1';
const ACCOUNT = '/own-account';
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

// A page says who is signed in: another account, or none, takes the copies of the one before away.
addEventListener('message', (event) => {
  const { account = '', path = '' } = event.data ?? {};
  event.waitUntil(changeAccount(String(account)).then(() => copy(String(path))));
});

// The page that is open already: it came before anybody listened.
async function copy(path) {
  const own = await caches.open(OWN);
  if (!DOOR.test(path.replace(/\?.*$/, '')) || !(await own.match(ACCOUNT))) return;
  const answer = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (answer?.ok && !answer.redirected) await own.put(new URL(path, location.origin).href, answer);
}

async function changeAccount(account) {
  const own = await caches.open(OWN);
  const before = await (await own.match(ACCOUNT))?.text();
  if (before === account) return;
  await caches.delete(OWN);
  if (account) await (await caches.open(OWN)).put(ACCOUNT, new Response(account));
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/web/') || OFFLINE.includes(pathname)) event.respondWith(file(request));
  else if (request.mode === 'navigate' && DOOR.test(pathname)) event.respondWith(door(request));
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

async function door(request) {
  const own = await caches.open(OWN);
  const late = new Promise((_, reject) => setTimeout(reject, 4_000));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.ok && !answer.redirected && (await own.match(ACCOUNT))) {
      await own.put(request, answer.clone());
    }
    return answer;
  } catch {
    return (await own.match(request, { ignoreVary: true })) ?? caches.match('/offline.html');
  }
}

async function keep(request, answer) {
  const isPublic = /^public/.test(answer.headers.get('cache-control') ?? '');
  if (answer.ok && isPublic) await (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}
