/* The text of a story as rich text. What it can hold is what newsroom.lib.html lets through, no more and no less.
   Attached to textarea[data-editor], whose value it keeps; without it, the textarea holds the HTML itself. */

for (const textarea of document.querySelectorAll("textarea[data-editor]")) {
  const [kit, { clean }] = await Promise.all([import(textarea.dataset.editor), import(textarea.dataset.paste)]);
  const editor = begin(kit, textarea, clean);
  labelled(editor, textarea);
  textarea.addEventListener("story:restored", () => editor.commands.setContent(textarea.value));
  textarea.dispatchEvent(new CustomEvent("story:editor", { bubbles: true, detail: { editor } }));
}

/* What the kit's own createTextareaEditor() does, but for the style it puts into the page: the policy lets none in, and
   editor.css has it. */
function begin(kit, textarea, clean) {
  const element = kit.crel("div", { className: "prose-editor" });
  textarea.before(element);
  element.append(textarea);
  return new kit.Editor({
    element,
    injectCSS: false,
    extensions: extensions(kit, textarea, clean),
    content: textarea.value,
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function extensions(kit, textarea, clean) {
  const plain = ["Document", "Dropcursor", "Gapcursor", "Paragraph", "Text", "History", "HardBreak", "HorizontalRule",
    "Blockquote", "BulletList", "OrderedList", "ListItem", "Bold", "Italic", "Strike", "Subscript", "Superscript",
    "Code", "CodeBlock", "Table", "TableRow", "TableCell", "Figure", "Caption"];
  return [
    ...plain.map((name) => kit[name]),
    kit.Heading.configure({ levels: [2, 3, 4] }),
    kit.Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto"], autolink: false }),
    tableHeader(kit),
    picture(kit, textarea),
    ...inline(kit),
    directions(kit),
    pasting(kit, clean),
    library(kit, textarea),
    kit.Menu.configure({ groups: ["blockType -lists", "lists", "nodes -blockType -lists", "marks", "link", "table", "history"]
      .map((group) => ({ group })) }),
  ];
}

/* A picture of the library: stored by its public address, shown by the desk's, where a draft's picture can be seen. */
function picture(kit, textarea) {
  const { publicPictures, deskPictures } = textarea.dataset;
  const shown = (src) => deskPictures.replace("NAME", src.slice(publicPictures.length));
  return kit.Image.extend({
    parseHTML: () => [{ tag: `img[src^="${publicPictures}"]` }],
    renderHTML: ({ node: { attrs } }) => ["img", kept({ src: attrs.src, alt: attrs.alt ?? "", width: attrs.width, height: attrs.height })],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("img");
      dom.src = shown(node.attrs.src);
      dom.alt = node.attrs.alt ?? "";
      return { dom };
    },
  });
}

const kept = (attributes) => Object.fromEntries(Object.entries(attributes).filter(([, value]) => value != null));

function tableHeader(kit) {
  return kit.TableHeader.extend({
    addAttributes() {
      return { ...this.parent?.(), scope: { default: null } };
    },
  });
}

/* Inline elements that stories from elsewhere bring along: the editor has no button for them, and keeps them. */
function inline(kit) {
  const elements = { q: [], cite: [], small: [], abbr: ["title"], time: ["datetime"] };
  return Object.entries(elements).map(([tag, attributes]) => kit.Mark.create({
    name: tag,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    addAttributes: () => Object.fromEntries(attributes.map((name) => [name, { default: null }])),
  }));
}

function directions(kit) {
  const types = ["paragraph", "heading", "blockquote", "listItem", "bulletList", "orderedList", "tableCell", "tableHeader"];
  return kit.Extension.create({
    name: "directions",
    addGlobalAttributes: () => [{ types, attributes: { lang: { default: null }, dir: { default: null } } }],
  });
}

function pasting(kit, clean) {
  return kit.Extension.create({
    name: "pasting",
    addProseMirrorPlugins: () => [new kit.Plugin({ props: { transformPastedHTML: clean } })],
  });
}

/* The button for a picture asks the library (see pictures.js), not for an address. */
function library(kit, textarea) {
  return kit.Extension.create({
    name: "library",
    addMenuItems({ menu, buttons }) {
      menu.defineItem({
        name: "figure",
        groups: "nodes",
        button: buttons.material("image", textarea.dataset.pictureLabel),
        command: (editor) => textarea.dispatchEvent(new CustomEvent("story:choose", {
          bubbles: true,
          detail: { chosen: (found) => editor.chain().focus().insertContent(figure(found)).run() },
        })),
      });
    },
  });
}

function figure({ src, alt, width, height, caption, credit }) {
  const words = [];
  if (caption) words.push({ type: "text", text: credit ? `${caption} ` : caption });
  if (credit) words.push({ type: "text", text: credit, marks: [{ type: "small" }] });
  const image = { type: "image", attrs: { src, alt, width, height } };
  return { type: "figure", content: words.length ? [image, { type: "caption", content: words }] : [image] };
}

function labelled(editor, textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  label.id ||= `${textarea.id}-label`;
  const writing = editor.view.dom;
  for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, spellcheck: "true" })) {
    writing.setAttribute(name, value);
  }
  label.addEventListener("click", () => editor.commands.focus());
}
