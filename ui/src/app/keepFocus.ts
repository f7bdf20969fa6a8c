/** The focus is never lost: where what had it disappears, it goes to what is nearest and still there, else to the heading. */
const REACHABLE =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]:not(main)';

/** What had the focus last, with all that it stood in. */
let around: Element[] = [];

function remember(event: FocusEvent): void {
  around = [];
  for (let node = event.target as Element | null; node; node = node.parentElement) around.push(node);
}

function isGone(node: Element | undefined): boolean {
  return node !== undefined && (!node.isConnected || node.matches(":disabled"));
}

/** Somebody clicked beside everything: that is no loss. */
function forget(event: FocusEvent): void {
  const left = event.target as Element;
  if (event.relatedTarget !== null) return;
  setTimeout(() => {
    if (document.activeElement === document.body && around[0] === left && !isGone(left)) around = [];
  });
}

function handOn(): void {
  const main = document.querySelector("main");
  const near = around.filter(
    (node) => node.isConnected && node !== main && main?.parentElement?.contains(node),
  );
  const choices = near.flatMap((node) => [...node.querySelectorAll<HTMLElement>(REACHABLE)].slice(0, 8));
  const seen = choices.find((node) => node.getClientRects().length > 0);
  const next = seen ?? main?.querySelector<HTMLElement>("h1") ?? main;
  next?.focus({ preventScroll: true });
}

export function keepFocus(): () => void {
  let due = false;
  const look = () => {
    if (due || !isGone(around[0])) return;
    due = true;
    // A screen or a dialogue that comes instead takes the focus itself.
    requestAnimationFrame(() =>
      setTimeout(() => {
        due = false;
        if (document.activeElement === document.body && isGone(around[0])) handOn();
      }),
    );
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
  document.addEventListener("focusin", remember);
  document.addEventListener("focusout", forget);
  return () => {
    watch.disconnect();
    document.removeEventListener("focusin", remember);
    document.removeEventListener("focusout", forget);
  };
}
