// A textarea of formatted text as people know it: buttons for bold, italic and lists. Without this script
// the marks can be typed; what is kept is decided where it is stored.
const BUTTONS = [
  ["bold", "Tebal", "B"],
  ["italic", "Miring", "I"],
  ["insertUnorderedList", "Daftar", "•"],
  ["insertOrderedList", "Daftar bernomor", "1."],
];

const serializer = new XMLSerializer();

function mark(command) {
  const { anchorNode, anchorOffset } = getSelection();
  const text = anchorNode?.textContent;
  document.execCommand(command);
  // A line that becomes a list keeps its text, but Chromium takes the caret to its beginning.
  const { anchorNode: now, isCollapsed } = getSelection();
  if (command.startsWith("insert") && isCollapsed && now instanceof Text && now.data === text) {
    getSelection().collapse(now, anchorOffset);
  }
}

function enhance(area) {
  const frame = document.createElement("div");
  const bar = document.createElement("div");
  const sheet = document.createElement("div");
  frame.className = "formatted";
  bar.className = "formatted-bar";
  sheet.className = "formatted-sheet";
  sheet.contentEditable = "true";
  sheet.setAttribute("role", "textbox");
  sheet.setAttribute("aria-multiline", "true");
  sheet.setAttribute("aria-label", area.labels[0]?.textContent.replace(":", "") ?? "Teks");
  // Parsed into a document of its own: nothing in it runs or loads before it is put here as plain marks.
  const given = new DOMParser().parseFromString(area.value, "text/html").body;
  sheet.replaceChildren(...given.childNodes);
  for (const [command, title, sign] of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = title;
    button.setAttribute("aria-label", title);
    button.textContent = sign;
    // The press must not take the selection away.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      sheet.focus();
      mark(command);
      keep();
    });
    bar.append(button);
  }
  const keep = () => {
    const parts = Array.from(sheet.childNodes, (node) => serializer.serializeToString(node));
    area.value = sheet.textContent.trim() ? parts.join("") : "";
  };
  sheet.addEventListener("focus", () => document.execCommand("defaultParagraphSeparator", false, "p"));
  sheet.addEventListener("input", keep);
  sheet.addEventListener("paste", (event) => {
    // Word's own marks would only be thrown away; its paragraphs come along as lines.
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  frame.append(bar, sheet);
  area.before(frame);
  area.hidden = true;
  area.required = false;
}

document.querySelectorAll("textarea[data-formatted]").forEach(enhance);
