/* What a word processor puts on the clipboard, as the HTML it means: its lists as lists, bold as bold, its wrappers and empty
   lines gone. Foreign pictures and classes need no hand here: the editor knows none. */

const MEANS = [
  ["strong", /font-weight:\s*(?:bold|[6-9]00)/i],
  ["em", /font-style:\s*italic/i],
  ["s", /text-decoration[^;]*:[^;]*line-through/i],
  ["sup", /vertical-align:\s*super/i],
  ["sub", /vertical-align:\s*sub(?!\w)/i],
];

export function clean(html) {
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  for (const element of page.querySelectorAll("meta, link, title, xml, script")) element.remove();
  for (const element of page.querySelectorAll("[dir=ltr]")) element.removeAttribute("dir"); // Docs says it of every line
  for (const element of page.querySelectorAll("o\\:p")) element.replaceWith(...element.childNodes);
  wordLists(page);
  styles(page);
  headings(page);
  links(page);
  for (const line of page.querySelectorAll("p")) {
    if (!line.textContent.replace(/\u00a0/g, " ").trim() && !line.querySelector("img")) line.remove();
  }
  for (const lone of page.querySelectorAll("body > br, b > br, div > br")) if (!beside(lone)) lone.remove();
  return page.body.innerHTML.replace(/\u00a0|&nbsp;/g, " ");
}

/* The policy blocks styles even in a page that is only parsed, and complains of each: they are kept under another name. */
function inert(html) {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<!\[(?:if|endif)[^>]*>|<!--\[if[\s\S]*?endif\]-->/gi, "")
    .replace(/(<[a-z][^<>]*?\s)style(\s*=)/gi, "$1data-style$2");
}

/* A break between lines means one; between paragraphs it means nothing. */
function beside(lone) {
  return [lone.previousSibling, lone.nextSibling].some((one) => one?.nodeType === Node.TEXT_NODE && one.data.trim());
}

/* Bold and the like that only a style says; and the bold of Docs around everything, whose style says that it is none. */
function styles(page) {
  for (const element of page.querySelectorAll("[data-style]")) {
    const style = element.dataset.style;
    if (/^(?:b|strong)$/.test(element.localName) && /(?:^|[;\s])font-weight:\s*(?:normal|400)/i.test(style)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    element.removeAttribute("data-style");
    if (element.localName !== "span") continue;
    for (const [tag] of MEANS.filter(([, said]) => said.test(style))) {
      const meant = page.createElement(tag);
      meant.append(...element.childNodes);
      element.append(meant);
    }
  }
}

/* Word writes a list as paragraphs with a bullet in front and `mso-list:l0 level1` in their style. */
function wordLists(page) {
  let open = [];
  for (const line of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table")) {
    const level = Number(/mso-list:[^;"]*level(\d)/.exec(line.dataset.style ?? "")?.[1] ?? 0);
    if (!level || line.closest("table") !== null) {
      if (!line.closest("li")) open = [];
      continue;
    }
    open.length = Math.min(open.length, level);
    const ordered = /^\s*(?:\d+|[a-z])[.)]/i.test(line.textContent);
    while (open.length < level) open.push(listAfter(page, open.at(-1), line, ordered ? "ol" : "ul"));
    const item = open.at(-1).appendChild(page.createElement("li"));
    unbulleted(line);
    item.appendChild(page.createElement("p")).append(...line.childNodes);
    line.remove();
  }
}

function listAfter(page, outer, line, tag) {
  const list = page.createElement(tag);
  if (!outer) line.before(list);
  else (outer.lastElementChild ?? outer.appendChild(page.createElement("li"))).append(list);
  return list;
}

function unbulleted(line) {
  for (const mark of line.querySelectorAll("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']")) mark.remove();
  const first = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
  if (first) first.data = first.data.replace(/^\s*(?:[·•o§▪‣–-]|(?:\d+|[a-z])[.)])[\s\u00a0]+/i, "");
}

/* A body has headings from the second to the fourth level. */
function headings(page) {
  for (const heading of page.querySelectorAll("h1, h5, h6")) {
    const ours = page.createElement(heading.localName === "h1" ? "h2" : "h4");
    ours.append(...heading.childNodes);
    heading.replaceWith(ours);
  }
}

/* Docs leads every link past its own door; bookmarks of a document lead nowhere. */
function links(page) {
  for (const link of page.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? "";
    const meant = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(address);
    if (meant) link.setAttribute("href", new URLSearchParams(meant[1]).get("q") ?? address);
    else if (!/^(?:https?:|mailto:|\/)/i.test(address)) link.replaceWith(...link.childNodes);
  }
}
