// Runs in the report's page: shows what the extension sends, in the theme's light, and tells it which links are followed.

import type { FromPage, ToPage } from "../src/reportMessages";
import { fit } from "./theme";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): { top: number } | undefined;
  setState(state: { top: number }): void;
};

const editor = acquireVsCodeApi();
const style = document.getElementById("page") as HTMLStyleElement;
let ids = new Set<string>();
let top: number | undefined = editor.getState()?.top;

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "report") {
    ids = new Set(data.ids);
    show(data.html);
  } else {
    tell(data.why);
  }
});
// Before the editor's own listener, which knows nothing of links in drawings.
addEventListener("click", follow, { capture: true });
addEventListener("scroll", () => editor.setState({ top: scrollY }));
new MutationObserver(() => fit(style.sheet)).observe(document.body, { attributeFilter: ["class"] });
editor.postMessage({ type: "ready" });

/** Puts a page in the place of what is shown; the reader stays where they are. */
function show(html: string): void {
  // Its style goes into an element that may have one here.
  const [before = "", rules = "", ...after] = html.split(/<\/?style>/);
  const page = new DOMParser().parseFromString(before + after.join(""), "text/html");
  const focused = keyOf(document.activeElement);
  const stays = top ?? scrollY;
  top = undefined;
  style.textContent = rules;
  fit(style.sheet);
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceChildren(...page.body.childNodes);
  scrollTo(0, stays);
  if (focused !== undefined) {
    document.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  }
}

function tell(why: string): void {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = why;
  const main = document.createElement("main");
  main.append(words);
  document.body.replaceChildren(main);
}

/** What finds an element again in another version of the page. */
function keyOf(element: Element | null): string | undefined {
  if (element === null || element === document.body) {
    return undefined;
  }
  const named = ["id", "href", "aria-labelledby", "aria-label"].find((name) => element.hasAttribute(name));
  return named && `${element.localName}[${named}="${CSS.escape(element.getAttribute(named) ?? "")}"]`;
}

function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link === null) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const target = link.getAttribute("href")?.slice(1) ?? "";
  // In the page's own text the reader is where the link of a row would lead: its links are for what the page knows of it.
  const candidates = link.closest(".prose") ? [] : [link.closest("tr[id]")?.id, target];
  const id = candidates.find((id) => id !== undefined && ids.has(id));
  if (id !== undefined) {
    editor.postMessage({ type: "follow", id });
  } else {
    stay(document.getElementById(target));
  }
}

/** Goes to something in the page. */
function stay(target: HTMLElement | null): void {
  for (const marked of document.querySelectorAll(".target")) {
    marked.classList.remove("target");
  }
  if (target !== null) {
    target.classList.add("target");
    target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }
}
