// Reading a QR code by the camera, where the browser can by itself.
//
// PRIVACY: the picture stays in the browser, and ends with the step.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../i18n.ts';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

const lookMilliseconds = 250;

function detectorHere(): DetectorClass | undefined {
  return (globalThis as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

export const canScan = (): boolean => detectorHere() !== undefined && 'mediaDevices' in navigator;

export function Camera({ read }: { read: (text: string) => void }): JSX.Element {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [isBlind, setBlind] = useState(false);
  const latest = useRef(read); // what to do with a code changes while the camera stays on
  latest.current = read;
  useEffect(() => {
    const Class = detectorHere();
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const look = async (detector: Detector): Promise<void> => {
      const screen = video.current;
      if (screen === null || isOver) return;
      const [found] = await detector.detect(screen).catch(() => []);
      if (found !== undefined && !isOver) latest.current(found.rawValue);
    };
    const begin = async (): Promise<void> => {
      if (Class === undefined) return setBlind(true);
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } }).catch(() => null);
      // Whoever was asked has gone back meanwhile: nothing else switches it off.
      if (isOver) return opened?.getTracks().forEach((track) => track.stop());
      stream = opened;
      if (stream === null || video.current === null) return setBlind(true);
      video.current.srcObject = stream;
      void video.current.play().catch(() => setBlind(true));
      const detector = new Class({ formats: ['qr_code'] });
      timer = setInterval(() => void look(detector), lookMilliseconds);
    };
    void begin();
    return () => {
      isOver = true;
      clearInterval(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  if (isBlind) return <p role="alert">{t('ui.arrive.no_camera')}</p>;
  return (
    <>
      <p>{t('ui.arrive.hold_code')}</p>
      <video ref={video} class="arrive-camera" muted playsInline aria-label={t('ui.arrive.camera')} />
    </>
  );
}
