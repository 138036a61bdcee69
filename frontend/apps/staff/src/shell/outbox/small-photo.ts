const LONGEST = 1600;
const QUALITY = 0.8;

/** A photo as it is sent: no side longer than 1600 pixels. What the browser cannot draw goes as it is. */
export async function smallPhoto(file: File): Promise<Blob> {
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d")?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    const small = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", QUALITY),
    );
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
