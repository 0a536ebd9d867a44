/* Counts and remarks while somebody writes; only the links that lead nowhere are told by the desk, when it saves. */

const box = document.querySelector("[data-remarks]");
const form = box.closest("form");
const texts = box.dataset;
const VAGUE = new Set(["here", "click here", "this", "link", "more", "read more", "여기", "여기를 클릭", "더 보기", "링크"]);
let broken = texts.broken.split(" ").filter(Boolean);
let timer = 0;

function look() {
  const headline = form.elements.headline.value.trim();
  const body = new DOMParser().parseFromString(form.elements.body.value, "text/html").body;
  const words = body.textContent.trim() ? wordsIn(body) : 0;
  box.querySelector("[data-count]").textContent =
    `${words.toLocaleString()} ${texts.words} · ${[...headline].length} ${texts.characters} ${texts.headlineLength}`;
  const found = [...remarks(headline, body)];
  box.querySelector("[data-list]").replaceChildren(...found.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  box.hidden = false;
}

function wordsIn(body) {
  const text = [...body.children].map((block) => block.innerHTML.replace(/<[^>]+>/g, " ")).join(" ");
  const plain = new DOMParser().parseFromString(text, "text/html").body.textContent;
  if (!Intl.Segmenter) return plain.split(/\s+/).filter(Boolean).length;
  const language = form.elements.language.value || undefined;
  try {
    return [...new Intl.Segmenter(language, { granularity: "word" }).segment(plain)].filter((part) => part.isWordLike).length;
  } catch {
    return plain.split(/\s+/).filter(Boolean).length;
  }
}

function* remarks(headline, body) {
  if ([...headline].length > Number(texts.headlineLength)) yield texts.tooLong;
  const lead = form.querySelector("[data-shown]");
  const pictures = [...body.querySelectorAll("img")].map((image) => image.alt.trim());
  if (lead?.firstElementChild) pictures.push(lead.dataset.alt.trim());
  if (pictures.includes("")) yield texts.noAlt;
  let level = 1;
  for (const heading of body.querySelectorAll("h2, h3, h4")) {
    const words = heading.textContent.trim();
    const own = Number(heading.localName[1]);
    if (!words) yield texts.emptyHeading;
    else if (own > level + 1) yield `${texts.order} ${words}`;
    level = own;
  }
  for (const link of body.querySelectorAll("a")) {
    const words = link.textContent.trim();
    if (!words && !link.querySelector("img")) yield texts.emptyLink;
    else if (VAGUE.has(words.toLowerCase().replace(/[.…>»]+$/, "").trim())) yield `${texts.vagueLink} “${words}”`;
  }
  for (const table of body.querySelectorAll("table")) if (!table.querySelector("th")) yield texts.noHeader;
  for (const address of broken) yield `${texts.brokenLink} ${address}`;
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 400);
});
form.addEventListener("story:saved", ({ detail }) => {
  broken = detail.broken ?? [];
  look();
});
look();
