// Has the browser keep the page for when there is no connection, once all that is needed now is there.
export function keepPages(): void {
  if (!('serviceWorker' in navigator)) return; // not at an address without TLS
  // Where the browser keeps nothing, the page works with a connection.
  const register = (): void => void navigator.serviceWorker.register('/keeper.js').catch(() => undefined);
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
