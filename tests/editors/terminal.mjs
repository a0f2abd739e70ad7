// Draws a terminal's screen, as tmux tells it with colours, in a browser, and takes a picture of it.
//
//   terminal.mjs --modules FOLDER --chromium PROGRAM --out FILE <SCREEN

import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { small } from "./vscode/png.mjs";

/** The sixteen colours that a terminal may have of its own, as xterm has them. */
const NAMED = [
  "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
  "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
];
const UNDERLINES = { 1: "solid", 2: "double", 3: "wavy", 4: "dotted", 5: "dashed" };

/** A colour of the 256. */
function indexed(number) {
  if (number < 16) {
    return NAMED[number];
  }
  if (number >= 232) {
    const grey = 8 + 10 * (number - 232);
    return `rgb(${grey},${grey},${grey})`;
  }
  const level = (part) => (part === 0 ? 0 : 55 + 40 * part);
  const [red, green, blue] = [Math.floor((number - 16) / 36), Math.floor((number - 16) / 6) % 6, (number - 16) % 6];
  return `rgb(${level(red)},${level(green)},${level(blue)})`;
}

/** The colour that codes after 38, 48 or 58 name, which are taken from them. */
function colour(codes) {
  return codes.shift() === "2" ? `rgb(${codes.splice(0, 3).join(",")})` : indexed(Number(codes.shift()));
}

/** A style after what an escape sequence sets in it. */
function styled(style, sequence) {
  const next = { ...style };
  const codes = sequence.split(/[;:]/u);
  // an underline's shape stands behind a colon
  const shape = /(?:^|;)4:(\d)/u.exec(sequence);
  while (codes.length > 0) {
    const code = codes.shift();
    const number = Number(code);
    if (code === "" || code === "0") Object.keys(next).forEach((key) => delete next[key]);
    else if (number === 1) next["font-weight"] = "bold";
    else if (number === 3) next["font-style"] = "italic";
    else if (number === 4 && shape !== null) next["text-decoration-line"] = codes.shift() === "0" ? "none" : "underline";
    else if (number === 4) next["text-decoration-line"] = "underline";
    else if (number === 7) next.reversed = true;
    else if (number === 22) delete next["font-weight"];
    else if (number === 23) delete next["font-style"];
    else if (number === 24) delete next["text-decoration-line"];
    else if (number === 27) delete next.reversed;
    else if (number >= 30 && number <= 37) next.color = NAMED[number - 30];
    else if (number >= 90 && number <= 97) next.color = NAMED[number - 82];
    else if (number >= 40 && number <= 47) next.background = NAMED[number - 40];
    else if (number === 38) next.color = colour(codes);
    else if (number === 48) next.background = colour(codes);
    else if (number === 58) next["text-decoration-color"] = colour(codes);
    else if (number === 39) delete next.color;
    else if (number === 49) delete next.background;
    else if (number === 59) delete next["text-decoration-color"];
  }
  if (shape !== null) next["text-decoration-style"] = UNDERLINES[shape[1]] ?? "solid";
  return next;
}

/** A screen as a page. */
function page(screen) {
  let style = {};
  let html = "";
  for (const [, sequence, text] of screen.matchAll(/\x1b\[([\d;:]*)m|([^\x1b]+)/gu)) {
    if (text === undefined) {
      style = styled(style, sequence);
      continue;
    }
    const { reversed, ...shown } = style;
    if (reversed) {
      [shown.color, shown.background] = [style.background ?? "var(--back)", style.color ?? "var(--front)"];
    }
    const css = Object.entries(shown).map(([name, value]) => `${name}:${value}`).join(";");
    const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    html += css === "" ? plain : `<span style="${css}">${plain}</span>`;
  }
  return `<!doctype html><meta charset="utf-8"><style>
    :root { --front: #e0e2ea; --back: #14161b }
    body { margin: 0; background: var(--back) }
    pre { display: inline-block; margin: 0; padding: 14px 16px; color: var(--front); font: 15px/21px "DejaVu Sans Mono", monospace }
    span { padding: 2px 0; text-decoration-thickness: 1px; text-underline-offset: 3px }
  </style><pre>${html}</pre>`;
}

const text = { type: "string" };
const given = parseArgs({ options: { modules: text, chromium: text, out: text } }).values;
const { chromium } = await import(pathToFileURL(path.join(given.modules, "node_modules/playwright-core/index.mjs")));
const browser = await chromium.launch({ executablePath: given.chromium, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, deviceScaleFactor: 1.25 });
const window = await context.newPage();
await window.setContent(page(fs.readFileSync(0, "utf8").trimEnd()));
fs.writeFileSync(given.out, small(await window.locator("pre").screenshot()));
await browser.close();
