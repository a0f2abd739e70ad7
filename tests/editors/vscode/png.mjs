// Makes a screenshot small: a PNG with 256 colours in place of one with all.

import * as zlib from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;

/** The same picture with at most 256 colours; Node needs `zlib.crc32` for it (20.15 or newer). */
export function small(png) {
  const { width, height, colours } = decoded(png);
  const counts = new Map();
  for (const colour of colours) {
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const often = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = chosen(often);
  const nearest = new Map(often.map((colour) => [colour, nearestOf(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => (rows[at + Math.floor(at / width) + 1] = nearest.get(colour)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const channels = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = zlib.deflateSync(rows, { level: 9 });
  const chunks = [["IHDR", head], ["PLTE", channels], ["IDAT", data], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...chunks.map(([type, content]) => chunk(type, content))]);
}

/** Those that are there most often, first such as are unlike each other. */
function chosen(often) {
  const palette = [];
  for (const apart of [18, 8, 0]) {
    for (const colour of often) {
      if (palette.length < COLOURS && palette.every((other) => distance(colour, other) > apart)) {
        palette.push(colour);
      }
    }
  }
  return palette;
}

function nearestOf(palette, colour) {
  const distances = palette.map((other) => distance(colour, other));
  return distances.indexOf(Math.min(...distances));
}

function distance(one, other) {
  return [16, 8, 0].reduce((sum, shift) => sum + Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)), 0);
}

function chunk(type, content) {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, "latin1");
  content.copy(bytes, 8);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(4, -4)), 8 + content.length);
  return bytes;
}

/** The colours of a picture with eight bits a channel, from left to right and from top to bottom. */
function decoded(png) {
  const parts = [];
  let width, height, size;
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") {
      [width, height, size] = [content.readUInt32BE(0), content.readUInt32BE(4), content[9] === 6 ? 4 : 3];
    } else if (type === "IDAT") {
      parts.push(content);
    }
  }
  const bytes = unfiltered(zlib.inflateSync(Buffer.concat(parts)), width * size, height, size);
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at++) {
    colours[at] = bytes.readUIntBE(at * size, 3);
  }
  return { width, height, colours };
}

/** Rows as they are, from rows that tell how they differ from what stands to the left and above. */
function unfiltered(raw, row, height, size) {
  const bytes = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= size ? bytes[at - size] : 0;
      const above = y > 0 ? bytes[at - row] : 0;
      const corner = x >= size && y > 0 ? bytes[at - row - size] : 0;
      const guess = [0, left, above, (left + above) >> 1, likeliest(left, above, corner)][filter];
      bytes[at] = raw[y * (row + 1) + 1 + x] + guess;
    }
  }
  return bytes;
}

/** Which of three neighbours is nearest to what they suggest. */
function likeliest(left, above, corner) {
  const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}
