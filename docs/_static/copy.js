// A button on each block of code that copies it.
for (const block of document.querySelectorAll("div.highlight")) {
  const code = block.querySelector("pre");
  if (!code || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy this code");
  button.addEventListener("click", async () => {
    // Of a session only what was typed, without its prompts.
    const lines = code.textContent.replace(/\n$/, "").split("\n");
    const typed = lines.filter((line) => /^(>>>|\.\.\.)( |$)/.test(line));
    const text = typed.length ? typed.map((line) => line.slice(4)) : lines;
    await navigator.clipboard.writeText(text.join("\n") + "\n");
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  block.append(button);
}
