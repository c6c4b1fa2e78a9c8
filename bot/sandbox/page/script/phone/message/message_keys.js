// Moving through the messages by keys, and opening a message's menu by key, mouse or finger.

const ROWS = ".message[data-message-id]";

/** `open(row, spot)` is called when a row's menu is wanted: by Enter, the menu key, a right click, a long or a short touch. */
export function steerMessages(scroller, open) {
  const rows = () => [...scroller.querySelectorAll(ROWS)].filter((row) => !row.classList.contains("vanishing"));

  scroller.addEventListener("keydown", (event) => {
    const row = event.target.closest(ROWS);
    if (event.target !== scroller && event.target !== row) return;
    const all = rows();
    const at = row ? all.indexOf(row) : all.length;
    const to = { ArrowUp: Math.max(at - 1, 0), ArrowDown: Math.min(at + 1, all.length - 1), Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined && all[to]) {
      all[to].focus({ preventScroll: true });
      all[to].scrollIntoView({ block: "nearest" });
    } else if (row && (event.key === "Enter" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))) {
      open(row, row.querySelector(".bubble, .service-words"));
    } else if (row && event.key === "Escape") {
      scroller.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  scroller.addEventListener("contextmenu", (event) => {
    const row = event.target.closest(ROWS);
    if (!row || String(getSelection()).trim()) return;
    event.preventDefault();
    open(row, { x: event.clientX, y: event.clientY });
  });

  scroller.addEventListener("click", (event) => {
    const bubble = event.target.closest(".bubble");
    if (event.pointerType !== "touch" || !bubble || event.target.closest("a, button, [role=button], summary, input")) return;
    open(bubble.closest(ROWS), { x: event.clientX, y: event.clientY });
  });
}
