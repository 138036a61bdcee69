const STORED = "shouwen.signed_in";

/** Notes that somebody is signed in in this browser. The cookie itself no script can see. */
export function rememberSession(): void {
  try {
    localStorage.setItem(STORED, "1");
  } catch {
    // Then an ended session is taken for a first visit.
  }
}

/** After signing out nothing has ended under anybody's hands. */
export function forgetSession(): void {
  try {
    localStorage.removeItem(STORED);
  } catch {
    // As above.
  }
}

export function hadSession(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    return false;
  }
}
