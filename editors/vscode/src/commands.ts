// What a person can ask for: quotes of a speaker, quotes as text, another look at everything.

import * as vscode from "vscode";
import { sayNoText, type ActivePeople, type People } from "./people";
import { toRange } from "./places";
import type { Server } from "./server";
import type { Node } from "./sources";
import { description, findingsAbout, label, markdown, nameMention, placeOf, plain, title } from "./speakers";
import type { Quote, Speaker } from "./speakers";

const FORMATS = [
  { label: "Markdown", format: "markdown", detail: "A heading for each speaker, and a list of what each says" },
  { label: "CSV", format: "csv", detail: "A row for each quote, for spreadsheets" },
  { label: "JSON", format: "json", detail: "For programs" },
] as const;

/** Lets a speaker be chosen, unless one is named, and then one of their quotes; goes there. */
export async function showQuotes(people: ActivePeople, name?: string): Promise<void> {
  const found = await peopleOf(people);
  if (found === undefined) {
    return;
  }
  const speaker = found.speakers.find((each) => each.name === name) ?? (await pickSpeaker(found));
  if (speaker !== undefined) {
    await pickQuote(found, speaker);
  }
}

/** Opens who said what as text, in a document that is no file. */
export async function exportQuotes(server: Server, people: ActivePeople, format?: string): Promise<void> {
  const found = await peopleOf(people);
  if (found === undefined) {
    return;
  }
  const chosen = format ?? (await vscode.window.showQuickPick(FORMATS, { title: "Export Quotes" }))?.format;
  const text = chosen && (await server.exportQuotes(found.document, chosen));
  if (chosen && text) {
    await openText(server, text, chosen);
  }
}

/** Reads settings and lists of sources again, and has all open documents looked at anew. */
export async function recheck(server: Server): Promise<void> {
  if (await server.recheck()) {
    vscode.window.setStatusBarMessage("$(check) sayso looks at all open texts anew", 3_000);
  } else {
    noServer();
  }
}

/** Renames a speaker where the text has the name. */
export async function renameSpeaker(node: Node | undefined): Promise<void> {
  if (node?.type !== "speaker") {
    return;
  }
  const { document } = node.people;
  const mention = nameMention(node.speaker, (range) => document.getText(toRange(range)));
  if (mention === undefined) {
    void vscode.window.showInformationMessage(`sayso: the text has no name for ${title(node.speaker)}.`);
    return;
  }
  const { line, character } = mention.end;
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("editor.action.rename", [document.uri, new vscode.Position(line, character)]);
}

/** Copies a quote, or all of a speaker's. */
export async function copyQuotes(node: Node | undefined): Promise<void> {
  if (node !== undefined) {
    await vscode.env.clipboard.writeText(node.type === "quote" ? node.quote.text : plain(node.speaker));
  }
}

/** Opens one speaker's quotes as Markdown. */
export async function exportSpeaker(server: Server, node: Node | undefined): Promise<void> {
  if (node?.type === "speaker") {
    await openText(server, markdown(node.speaker), "markdown");
  }
}

/** Who speaks in the active editor; when nobody does, that is said. */
async function peopleOf(people: ActivePeople): Promise<People | undefined> {
  const found = await people.newest();
  if (found === undefined) {
    sayNoText();
  } else if (found.speakers.length === 0) {
    void vscode.window.showInformationMessage("sayso: nobody says anything in this text.");
    return undefined;
  }
  return found;
}

function noServer(): void {
  void vscode.window.showInformationMessage("sayso: the server is not running.");
}

async function pickSpeaker({ speakers, findings }: People): Promise<Speaker | undefined> {
  const items = speakers.map((speaker) => ({
    label: title(speaker),
    description: description(speaker, speakers, findingsAbout(speaker, findings)),
    iconPath: new vscode.ThemeIcon(speaker.name === null ? "question" : "person"),
    speaker,
  }));
  const options = { title: "Show a Speaker's Quotes", placeHolder: "Whose?", matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.speaker;
}

/** Shows each quote in the text as it is looked at in the list; where none is chosen, all is as it was. */
async function pickQuote({ document }: People, speaker: Speaker): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  const before = { selection: editor.selection, visible: editor.visibleRanges[0] };
  const show = ({ range }: Quote) => {
    const { start, end } = toRange(range);
    editor.selection = new vscode.Selection(start, end);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  const items = speaker.quotes.map((quote) => ({ label: label(quote), description: placeOf(quote), quote }));
  const options: vscode.QuickPickOptions = {
    title: speaker.heading,
    placeHolder: "Which quote?",
    onDidSelectItem: (item) => show((item as (typeof items)[number]).quote),
  };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen !== undefined) {
    show(chosen.quote);
  } else {
    editor.selection = before.selection;
    if (before.visible !== undefined) {
      editor.revealRange(before.visible);
    }
  }
}

async function openText(server: Server, text: string, format: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const language = known.includes(format) ? format : "plaintext";
  const document = await server.openUnread(() => vscode.workspace.openTextDocument({ content: text, language }), text);
  await vscode.window.showTextDocument(document);
}
