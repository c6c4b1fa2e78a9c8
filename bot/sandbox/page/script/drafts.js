// Text begun and not sent yet; kept for this tab, so that changing the language or reloading loses none of it.

const key = (personId) => `hecun.draft.${personId}`;

export function recallDraft(personId) {
  try {
    return sessionStorage.getItem(key(personId)) ?? "";
  } catch {
    return "";
  }
}

export function rememberDraft(personId, text) {
  try {
    sessionStorage.setItem(key(personId), text);
  } catch {
    // Refused storage only means that a reload forgets the draft.
  }
}
