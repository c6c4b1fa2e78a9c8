// Nothing changes under a finger: a button that was replaced between press and release would never be clicked.

let pressed = Promise.resolve();
let release = null;

document.addEventListener("pointerdown", () => {
  if (!release) pressed = new Promise((resolve) => { release = resolve; });
}, true);

// The click follows at once, before any timer.
function lift() {
  setTimeout(() => {
    release?.();
    release = null;
  });
}
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, lift, true);
window.addEventListener("blur", lift);

/** Resolves once no finger is on the page. */
export const fingerLifted = () => pressed;
