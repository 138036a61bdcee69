interface Detector {
  detect: (source: CanvasImageSource) => Promise<{ rawValue: string }[]>;
}

type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

let detector: Detector | undefined;

/** Whether this browser reads codes itself; where it does not, people paste them. */
export function canReadCodes(): boolean {
  return detectorClass() !== undefined;
}

/** The first code in a picture; nothing where there is none, or the camera is not ready. */
export async function readCode(source: CanvasImageSource): Promise<string | undefined> {
  const Reader = detectorClass();
  if (!Reader) return undefined;
  detector ??= new Reader({ formats: ["qr_code"] });
  try {
    const [found] = await detector.detect(source);
    return found?.rawValue;
  } catch {
    return undefined;
  }
}
