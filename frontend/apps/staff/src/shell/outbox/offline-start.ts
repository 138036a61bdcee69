/**
 * Has this device keep the page for phones, so that it starts without a network. Only that page asks for it: a
 * desk has no worker. See worker/worker.js, and decision 0022.
 */
export function startsOffline(): void {
  // Not there where the page came without encryption from another machine.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" }).catch(() => {});
}
