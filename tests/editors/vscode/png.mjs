// Makes screenshots small: a PNG with 256 colours in place of one with all, and of several a PNG that moves.

import * as zlib from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;

/** The same picture with at most 256 colours; Node needs `zlib.crc32` for it (20.15 or newer). */
export function small(png) {
  const { width, height, palette, pictures } = reduced([png], COLOURS);
  const chunks = [head(width, height), palette, ["IDAT", packed(pictures[0], { left: 0, top: 0, width, height }, width)], END];
  return Buffer.concat([SIGNATURE, ...chunks.map(([type, content]) => chunk(type, content))]);
}

/** Pictures of one size, each shown for some milliseconds, over and over: of each but the first only what is new is kept. */
export function moving(frames) {
  const { width, height, palette, pictures } = reduced(frames.map(({ png }) => png), COLOURS - 1);
  const clear = palette[1].length / 3;
  const opacity = Buffer.alloc(clear + 1, 255).fill(0, clear);
  palette[1] = Buffer.concat([palette[1], Buffer.alloc(3)]);
  let number = 0;
  const chunks = frames.flatMap(({ milliseconds }, index) => {
    const { part, picture } = index === 0 ? whole(pictures[0], width) : changes(pictures[index - 1], pictures[index], width, clear);
    const control = Buffer.alloc(26);
    [number++, part.width, part.height, part.left, part.top].forEach((value, at) => control.writeUInt32BE(value, 4 * at));
    control.writeUInt16BE(milliseconds, 20);
    control.writeUInt16BE(1_000, 22);
    // Left as it is when its time is over; but for the first, what is clear shows the one before.
    control.set([0, index === 0 ? 0 : 1], 24);
    const data = packed(picture, part, width);
    if (index === 0) {
      return [["fcTL", control], ["IDAT", data]];
    }
    const order = Buffer.alloc(4);
    order.writeUInt32BE(number++);
    return [["fcTL", control], ["fdAT", Buffer.concat([order, data])]];
  });
  const count = Buffer.alloc(8);
  count.writeUInt32BE(frames.length);
  const all = [head(width, height), palette, ["tRNS", opacity], ["acTL", count], ...chunks, END];
  return Buffer.concat([SIGNATURE, ...all.map(([type, content]) => chunk(type, content))]);
}

const END = ["IEND", Buffer.alloc(0)];

/** What a picture whose colours are numbers in a palette begins with. */
function head(width, height) {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  content.set([8, 3], 8);
  return ["IHDR", content];
}

/** Pictures of one size, with the palette of at most so many colours that theirs are numbers in. */
function reduced(pngs, most) {
  const all = pngs.map(decoded);
  const counts = new Map();
  for (const { colours } of all) {
    for (const colour of colours) {
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  const often = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = chosen(often, most);
  const nearest = new Map(often.map((colour) => [colour, nearestOf(palette, colour)]));
  const channels = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const pictures = all.map(({ colours }) => Uint8Array.from(colours, (colour) => nearest.get(colour)));
  return { width: all[0].width, height: all[0].height, palette: ["PLTE", channels], pictures };
}

function whole(picture, width) {
  return { part: { left: 0, top: 0, width, height: picture.length / width }, picture };
}

/** What is new in a picture: the rectangle that holds it (one dot where nothing is), and a picture that is clear elsewhere. */
function changes(before, after, width, clear) {
  let [left, top, right, bottom] = [width, after.length / width, -1, -1];
  const picture = after.map((colour, at) => {
    if (colour === before[at]) {
      return clear;
    }
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    return colour;
  });
  const isSame = right < 0;
  const part = { left, top, width: right - left + 1, height: bottom - top + 1 };
  return { part: isSame ? { left: 0, top: 0, width: 1, height: 1 } : part, picture };
}

/** A part of a picture, compressed. */
function packed(picture, part, width) {
  const rows = Buffer.alloc(part.height * (part.width + 1));
  for (let y = 0; y < part.height; y++) {
    const from = (part.top + y) * width + part.left;
    rows.set(picture.subarray(from, from + part.width), y * (part.width + 1) + 1);
  }
  return zlib.deflateSync(rows, { level: 9 });
}

/** Those that are there most often, first such as are unlike each other. */
function chosen(often, most) {
  const palette = [];
  for (const apart of [18, 8, 0]) {
    for (const colour of often) {
      if (palette.length < most && palette.every((other) => distance(colour, other) > apart)) {
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
