/** What is shortened with an ellipsis says all of itself under the pointer. */
function say(event: PointerEvent): void {
  const node =
    event.target instanceof Element ? event.target.closest<HTMLElement>("span, a, b, th, td, p") : null;
  if (!node || node.closest("[title]") || node.scrollWidth <= node.clientWidth) return;
  if (getComputedStyle(node).textOverflow === "ellipsis") node.title = node.textContent ?? "";
}

export function showFullText(): () => void {
  document.addEventListener("pointerover", say);
  return () => document.removeEventListener("pointerover", say);
}
