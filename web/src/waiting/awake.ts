// Full screen, and a screen that stays on.

// Keeps the screen on for as long as the page is in sight, where the browser can. Given up by the browser each time that the page is hidden, so
// asked for again.
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => null); // low battery: as it is
    if (isOver) await lock?.release();
  };
  const seen = (): void => void ask();
  document.addEventListener('visibilitychange', seen);
  seen();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', seen);
    void lock?.release();
  };
}

export const canFill = (): boolean => document.fullscreenEnabled;

export async function toggleFull(): Promise<void> {
  await (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen());
}
