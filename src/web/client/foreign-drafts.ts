/** How the places of drafts begin. */
export const DRAFTS = 'draft:';

/** After a sign-out, or under another account, nobody finds what somebody else typed. */
export function dropForeignDrafts(account: string): void {
  try {
    for (const place of Object.keys(localStorage)) {
      const isOurs = place.startsWith(`${DRAFTS}${account}:`);
      if (place.startsWith(DRAFTS) && !isOurs) localStorage.removeItem(place);
    }
  } catch {
    // storage is forbidden: then there are no drafts
  }
}
