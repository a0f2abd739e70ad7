// Writes those settings into package.json that sayso.toml has too, from the schema of sayso.toml.
//
//   node scripts/settings.mjs              writes them
//   node scripts/settings.mjs --check      fails if they are not those of the schema

import * as fs from "node:fs";
import * as path from "node:path";

const FOLDER = path.dirname(import.meta.dirname);
const MANIFEST = path.join(FOLDER, "package.json");
const SCHEMA = path.join(FOLDER, "../../docs/sayso.schema.json");
/** The part of the settings that is made here. */
const TITLE = "Texts";
/** Which stand first; the rest follows in the order of the schema. */
const FIRST = ["profile", "rules"];

const manifest = JSON.parse(fs.readFileSync(MANIFEST, "utf8"));
const before = JSON.stringify(manifest);
const others = manifest.contributes.configuration.filter(({ title }) => title !== TITLE);
const { properties } = JSON.parse(fs.readFileSync(SCHEMA, "utf8"));
manifest.contributes.configuration = [...others, { title: TITLE, properties: settings(properties, others) }];

if (JSON.stringify(manifest) === before) {
  console.log("The settings are those of the schema.");
} else if (process.argv.includes("--check")) {
  console.error("The settings in package.json are not those of docs/sayso.schema.json: run npm run settings.");
  process.exit(1);
} else {
  fs.writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  console.log("The settings are written into package.json.");
}

/** The schema's keys as settings; one that the extension has for itself as well can't be told from it. */
function settings(keys, others) {
  const names = [...FIRST, ...Object.keys(keys).filter((name) => !FIRST.includes(name))];
  const own = others.flatMap(({ properties }) => Object.keys(properties));
  return Object.fromEntries(
    names.map((name, order) => {
      const setting = `sayso.${name}`;
      const clash = own.find((other) => other === setting || other.startsWith(`${setting}.`));
      if (clash !== undefined) {
        throw new Error(`${clash} is a setting of the extension and a key of sayso.toml`);
      }
      return [setting, { ...shape(keys[name]), scope: "window", order, markdownDescription: words(keys[name]) }];
    }),
  );
}

/** What may stand in a setting, and what stands there if nobody sets it: that changes nothing. */
function shape({ description, default: preset, ...rest }) {
  const type = rest.type ?? "string";
  const nothing = { string: "", array: [], object: {} };
  // an empty string says nothing, and is left out before the server sees it
  const { minLength, ...may } = rest;
  return typed({ type, ...(type === "string" ? may : rest), default: preset ?? nothing[type] });
}

/** The same with a type for each property: VS Code wants one, to offer what may be chosen. */
function typed({ properties, ...rest }) {
  const withType = ([name, property]) => [name, { type: "string", ...property }];
  return properties === undefined ? rest : { ...rest, properties: Object.fromEntries(Object.entries(properties).map(withType)) };
}

function words({ description }) {
  const here = description.replaceAll("the folder of sayso.toml", "the folder that is open").replace(/"([^"]+)"/g, "`$1`");
  return `${here} A \`sayso.toml\` beside a document comes before it.`;
}
