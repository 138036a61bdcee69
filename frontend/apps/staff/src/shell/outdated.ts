const RELOADED = "shouwen.reloaded_at";
const LONG_AGO_MS = 60_000;

/**
 * After a new release the chunks this page knows are gone. Reload once; if that was just tried and the
 * chunk is still missing, something else is wrong and the error may show.
 */
export function reloadOnceWhenOutdated(): void {
  window.addEventListener("vite:preloadError", (event) => {
    // Without a network it is not a release that is missing, and reloading would lose the page.
    if (!navigator.onLine) return;
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < LONG_AGO_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
