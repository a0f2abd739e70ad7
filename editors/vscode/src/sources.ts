// The Sources view: who speaks in the active text, and under each what they say.

import * as vscode from "vscode";
import type { ActivePeople, People } from "./people";
import { toRange } from "./places";
import { description, findingsAbout, label, ordered, placeOf, speakerAt, title } from "./speakers";
import type { Order, Quote, Speaker } from "./speakers";

/** Something in the tree. */
export type Node = SpeakerNode | QuoteNode;

export interface SpeakerNode {
  type: "speaker";
  speaker: Speaker;
  people: People;
  quotes: QuoteNode[];
}

export interface QuoteNode {
  type: "quote";
  quote: Quote;
  parent: SpeakerNode;
}

const ORDER_KEY = "sayso.sources.order";

export class SourcesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable[];
  #roots: SpeakerNode[] = [];
  #order: Order;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly people: ActivePeople,
    private readonly memory: vscode.Memento,
  ) {
    this.#order = memory.get<Order>(ORDER_KEY, "text");
    this.#showOrder();
    this.#view = vscode.window.createTreeView("sayso.sources", { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#changed,
      this.#view,
      people.onDidChange(() => this.#rebuild()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      this.#view.onDidChangeVisibility(() => {
        const editor = vscode.window.activeTextEditor;
        return editor && this.#follow(editor);
      }),
    ];
    this.#rebuild();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Lists the speakers in another order. */
  sort(order: Order): void {
    this.#order = order;
    void this.memory.update(ORDER_KEY, order);
    this.#showOrder();
    this.#rebuild();
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      return this.#roots;
    }
    return node.type === "speaker" ? node.quotes : [];
  }

  getParent(node: Node): Node | undefined {
    return node.type === "quote" ? node.parent : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.type === "speaker" ? speakerItem(node) : quoteItem(node);
  }

  #showOrder(): void {
    void vscode.commands.executeCommand("setContext", ORDER_KEY, this.#order);
  }

  #rebuild(): void {
    const people = this.people.current;
    this.#roots = ordered(people?.speakers ?? [], this.#order).map((speaker) => {
      const node: SpeakerNode = { type: "speaker", speaker, people: people as People, quotes: [] };
      node.quotes = speaker.quotes.map((quote) => ({ type: "quote", quote, parent: node }));
      return node;
    });
    const isEmpty = people !== undefined && this.#roots.length === 0;
    this.#view.message = isEmpty ? "Nobody says anything in this text." : "";
    this.#changed.fire();
  }

  /** Selects who is at the cursor. */
  #follow(editor: vscode.TextEditor): void {
    const follows = vscode.workspace.getConfiguration("sayso").get("follow-cursor", true);
    const people = this.people.current;
    if (!follows || !this.#view.visible || people?.document !== editor.document) {
      return;
    }
    const found = speakerAt(people.speakers, editor.selection.active);
    const node = this.#roots.find(({ speaker }) => speaker === found?.speaker);
    const quote = node?.quotes.find((each) => each.quote === found?.quote);
    if (node !== undefined) {
      void this.#select(node, quote);
    }
  }

  /** Selects a speaker, or a quote of theirs: VS Code shows what is in a row only once that is open. */
  async #select(node: SpeakerNode, quote: QuoteNode | undefined): Promise<void> {
    try {
      await this.#view.reveal(node, { select: quote === undefined, focus: false, expand: quote !== undefined });
      if (quote !== undefined) {
        await this.#view.reveal(quote, { select: true, focus: false });
      }
    } catch {
      // A tree that was made anew in the meantime no longer knows the node: then the new one's is selected.
      const editor = vscode.window.activeTextEditor;
      if (editor !== undefined && !this.#roots.includes(node)) {
        this.#follow(editor);
      }
    }
  }
}

function speakerItem({ speaker, people }: SpeakerNode): vscode.TreeItem {
  const { Collapsed } = vscode.TreeItemCollapsibleState;
  const findings = findingsAbout(speaker, people.findings);
  const item = new vscode.TreeItem(title(speaker), Collapsed);
  item.id = speakerId({ speaker, people });
  item.description = description(speaker, people.speakers, findings);
  item.tooltip = [speaker.heading, ...speaker.roles.slice(1), item.description].join("\n");
  const color = findings > 0 ? new vscode.ThemeColor("list.warningForeground") : undefined;
  item.iconPath = new vscode.ThemeIcon(speaker.name === null ? "question" : "person", color);
  item.contextValue = speaker.name === null ? "nobody" : "speaker";
  return item;
}

/** The same for the same speaker when the tree is made anew, so that what is open stays so. */
function speakerId({ speaker, people }: Pick<SpeakerNode, "speaker" | "people">): string {
  return `${people.document.uri.toString()}#${speaker.heading}#${people.speakers.findIndex((it) => it === speaker)}`;
}

function quoteItem({ quote, parent }: QuoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label(quote));
  item.id = `${speakerId(parent)}#${parent.quotes.findIndex((it) => it.quote === quote)}`;
  item.description = placeOf(quote);
  item.tooltip = quote.text;
  item.iconPath = new vscode.ThemeIcon("quote");
  item.contextValue = "quote";
  const options: vscode.TextDocumentShowOptions = { selection: toRange(quote.range) };
  item.command = { command: "vscode.open", title: "Show", arguments: [parent.people.document.uri, options] };
  return item;
}
