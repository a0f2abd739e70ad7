// The page's style goes by what the reader's system says of light and contrast; in the editor it goes by the theme.

/** Conditions as the style sheet has them, which are lost when a rule is switched. */
const conditions = new WeakMap<CSSMediaRule, string>();

/** Switches the rules of a style sheet to the theme that the editor has. */
export function fit(sheet: CSSStyleSheet | null): void {
  const kind = document.body.dataset["vscodeThemeKind"] ?? "vscode-light";
  const isDark = kind === "vscode-dark" || kind === "vscode-high-contrast";
  const hasContrast = kind.startsWith("vscode-high-contrast");
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  for (const rule of sheet?.cssRules ?? []) {
    if (rule instanceof CSSMediaRule) {
      const condition = conditions.get(rule) ?? rule.conditionText;
      conditions.set(rule, condition);
      if (condition.includes("prefers-color-scheme: dark")) {
        rule.media.mediaText = isDark ? "all" : "not all";
      } else if (condition.includes("prefers-contrast: more")) {
        rule.media.mediaText = hasContrast ? "all" : "not all";
      }
    }
  }
}
