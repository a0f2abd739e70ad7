// What a test does and sees in a window of VS Code.

import * as fs from "node:fs";
import * as path from "node:path";
import { PATIENCE, until } from "./session.mjs";

/** The hands and eyes of a test; `shots` is the folder for screenshots, if they are wanted. */
export function hands(session, page, shots) {
  const { folder, port, modules } = session;

  /** Shows a file of the folder in a new window; a name with a slash in front is a path. */
  async function open(file) {
    const remote = (where) => `vscode-remote://127.0.0.1:${port}${where}`;
    const payload = JSON.stringify([["openFile", remote(path.resolve(folder, file))]]);
    await page.goto(`http://127.0.0.1:${port}/?folder=${folder}&payload=${encodeURIComponent(payload)}`);
    await page.locator(".editor-instance .view-lines").waitFor({ timeout: PATIENCE });
  }

  async function squiggle() {
    await page.locator("[class*=squiggly-]").first().waitFor({ timeout: PATIENCE, state: "attached" });
  }

  async function noSquiggle() {
    const none = () => document.querySelector("[class*=squiggly-]") === null;
    await page.waitForFunction(none, null, { timeout: PATIENCE });
  }

  /** The words that are underlined as wrong, from the top, hints left out. */
  function underlined() {
    return page.evaluate(() => {
      const boxes = [...document.querySelectorAll("[class*=squiggly-]")].map((it) => it.getBoundingClientRect());
      const words = boxes.map((box) => ({ box, text: "" }));
      const walker = document.createTreeWalker(document.querySelector(".view-lines"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        for (let at = 0; at < node.length; at += 1) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          const [x, y] = [(left + right) / 2, (top + bottom) / 2];
          const under = words.find(({ box }) => box.left < x && x < box.right && box.top < y && y < box.bottom);
          if (under !== undefined) {
            under.text += node.data[at].replace("\u00a0", " ");
          }
        }
      }
      words.sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
      return words.map(({ text }) => text);
    });
  }

  /** Waits for a line that reads so on the screen, hints included. */
  async function drawn(pattern) {
    await page.waitForFunction(
      ({ source, flags }) => {
        const lines = [...document.querySelectorAll(".view-line")].map((line) =>
          line.textContent.replaceAll("\u00a0", " "),
        );
        return new RegExp(source, flags).test(lines.join(""));
      },
      { source: pattern.source, flags: pattern.flags },
      { timeout: PATIENCE },
    );
  }

  /** Where the second and third letter of some words are on the screen. */
  function placeOf(words) {
    return page.evaluate((words) => {
      const walker = document.createTreeWalker(document.querySelector(".view-lines"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.data.replaceAll("\u00a0", " ").indexOf(words);
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(node, at + 1);
          range.setEnd(node, at + 3);
          return range.getBoundingClientRect();
        }
      }
      throw new Error(`“${words}” isn't on the screen`);
    }, words);
  }

  /** Rests the mouse on the words until what is said of them is shown. */
  async function hover(words, pattern) {
    const rows = page.locator(".monaco-hover:not(.hidden) .hover-row");
    const shown = rows.filter({ hasText: pattern }).first();
    // VS Code drops a hover when it draws the line anew, and shows another only when the mouse has moved.
    await until(`the hover over “${words}”`, async () => {
      await page.mouse.move(640, 780);
      await rows.first().waitFor({ state: "hidden", timeout: PATIENCE });
      const { x, y } = await placeOf(words);
      await page.mouse.move(x, y + 6);
      await page.mouse.move(x + 2, y + 7);
      return shown.waitFor({ timeout: 5_000 }).then(() => true, () => false);
    });
  }

  /** Puts the cursor into some words. */
  async function click(words) {
    const { x, y } = await placeOf(words);
    await page.mouse.click(x, y + 6);
  }

  /** Chooses a quick fix of what stands at some words; `look` is called before it is made. */
  async function fix(words, title, look = () => undefined) {
    const offered = page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
    // VS Code drops what it asked for while other extensions are still adding their own fixes, and asks again only when the cursor has
    // moved; a mouse that rests on a word makes a link of it as soon as Control is pressed.
    await until(`“${title}” is offered`, async () => {
      await click(words);
      await page.mouse.move(640, 780);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Control+.");
      const isThere = await offered.waitFor({ timeout: 3_000 }).then(() => true, () => false);
      return isThere || page.keyboard.press("Escape");
    });
    const chosen = page.locator(".action-widget .monaco-list-row.focused", { hasText: title });
    await until(`“${title}” is chosen`, async () => (await chosen.count()) > 0 || page.keyboard.press("ArrowDown"));
    await look();
    await page.keyboard.press("Enter");
  }

  async function notification(pattern, buttons) {
    const toast = page.locator(".notification-toast", { hasText: pattern });
    await toast.waitFor({ timeout: PATIENCE });
    for (const button of buttons) {
      await toast.getByText(button, { exact: true }).waitFor({ timeout: PATIENCE });
    }
    // It slides in.
    await page.waitForTimeout(500);
  }

  /** Runs a command from the palette. */
  async function command(name) {
    const offered = page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
    // The palette doesn't learn of a command that comes while it is open.
    await until(`“${name}” is offered`, async () => {
      await page.keyboard.press("F1");
      await page.keyboard.type(name);
      const isThere = await offered.waitFor({ timeout: 5_000 }).then(() => true, () => false);
      return isThere || page.keyboard.press("Escape");
    });
    // Others whose names have the same words may come first.
    const chosen = page.locator(".quick-input-list .monaco-list-row.focused .label-name");
    await until(`“${name}” is chosen`, async () => {
      const isIt = (await chosen.allInnerTexts()).some((label) => label.trim() === name);
      return isIt || page.keyboard.press("ArrowDown");
    });
    await page.keyboard.press("Enter");
  }

  /** Takes the entry of the list that is open that is left when some words are typed. */
  async function choose(words, pattern) {
    const entries = page.locator(".quick-input-list .monaco-list-row", { hasText: pattern });
    await entries.first().waitFor({ timeout: PATIENCE });
    await page.keyboard.type(words);
    await page.waitForFunction(() => document.querySelectorAll(".quick-input-list .monaco-list-row").length === 1);
    await page.keyboard.press("Enter");
  }

  /** A row of the view of who speaks. */
  function row(pattern) {
    return page.locator(".pane-body .monaco-list-row", { hasText: pattern }).first();
  }

  /** Waits for an entry of the status bar. */
  async function status(pattern) {
    await page.locator(".statusbar-item", { hasText: pattern }).first().waitFor({ timeout: PATIENCE });
  }

  /** The frame of the report's page, once it shows something. */
  async function report() {
    const frame = await until("the report is shown", async () => {
      for (const frame of page.frames()) {
        const found = await frame.$(".page-head h1").catch(() => null);
        if (found !== null) {
          return frame;
        }
      }
    });
    await frame.waitForSelector("main section", { timeout: PATIENCE });
    return frame;
  }

  /** The one server that runs, once it isn't `last` any more. */
  function anotherServer(last) {
    return until("one server runs, and a new one", () => {
      const [first, ...others] = session.servers();
      return others.length === 0 && first?.pid !== last ? first?.pid : undefined;
    });
  }

  async function shoot(name) {
    if (shots !== undefined) {
      fs.mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: path.join(shots, `${name}.png`) });
    }
  }

  return {
    page,
    session,
    folder,
    modules,
    open,
    squiggle,
    noSquiggle,
    underlined,
    drawn,
    hover,
    click,
    fix,
    notification,
    command,
    choose,
    row,
    status,
    report,
    anotherServer,
    until,
    shoot,
    servers: () => session.servers(),
    writeSettings: (settings, looks) => session.writeSettings(settings, looks),
  };
}
