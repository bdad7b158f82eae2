// Photos as they are kept: upright, at most 1920 pixels, with the facts that the camera wrote (time, place).
"use strict";
{
  const log = (self.portalLog ??= {});
  const SIDE = 1920, QUALITY = 0.85, SMALL = 1.5e6;
  const EXIF = 0x45786966, ORIENTATION = 0x0112;

  const upright = (segment) => {
    const view = new DataView(segment.buffer);
    const start = 10;
    const little = view.getUint16(start) === 0x4949;
    const first = start + view.getUint32(start + 4, little);
    for (let n = 0; n < view.getUint16(first, little); n += 1) {
      const entry = first + 2 + 12 * n;
      if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
    }
    return segment;
  };

  // The segment of a JPEG in which the camera tells its facts, orientation set to upright; null where there is none.
  const factsOf = (bytes) => {
    const view = new DataView(bytes.buffer);
    try {
      if (view.getUint16(0) !== 0xffd8) return null;
      for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
        const end = at + 2 + view.getUint16(at + 2);
        if (bytes[at + 1] === 0xe1 && view.getUint32(at + 4) === EXIF) return upright(bytes.slice(at, end));
        at = end;
      }
    } catch (error) {
      // Cameras write anything: what cannot be read is no fact.
      if (!(error instanceof RangeError)) throw error;
    }
    return null;
  };

  const drawn = async (picture) => {
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  };
  const withFacts = async (picture, facts) => {
    const bytes = new Uint8Array(await picture.arrayBuffer());
    return new Blob([bytes.slice(0, 2), facts, bytes.slice(2)], { type: "image/jpeg" });
  };

  const isHeic = (bytes) => /^ftyp(heic|heix|hevc|mif1|msf1)/.test(String.fromCharCode(...bytes.slice(4, 12)));
  const decoded = (file) => createImageBitmap(file, { imageOrientation: "from-image" }).catch((error) => {
    if (!(error instanceof DOMException)) throw error;
    return null;
  });

  // Returns what is kept of a chosen file, {blob, name}; null where it is no photo.
  const shrink = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const picture = await decoded(file);
    if (!picture) return isHeic(bytes) ? { blob: file, name: file.name } : null;
    const isSmall = Math.max(picture.width, picture.height) <= SIDE && file.size <= SMALL && file.type === "image/jpeg";
    if (isSmall) return { blob: file, name: file.name };
    const facts = factsOf(bytes);
    const small = await drawn(picture);
    const name = `${file.name.replace(/\.\w+$/, "") || "photo"}.jpg`;
    return { blob: facts ? await withFacts(small, facts) : small, name };
  };

  log.photos = { shrink, factsOf };
}
