/**
 * The focus is never lost: where what had it disappears, it goes to what is nearest and still there, else to the heading.
 * A dialogue, drawer, menu or notice that goes leads back to where one was before it. Only this gives it back: two that
 * do so after different times take it from each other.
 */
const REACHABLE =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]:not(main)';

/** What stands over the page. */
const LAYER = '[role="dialog"], [role="menu"], .mantine-Notification-root';

/** Where the focus was last in the page, or in a layer over it. */
interface Stay {
  /** None is the page itself. */
  layer: Element | null;
  /** What had the focus, with all that it stood in. */
  around: Element[];
}

/** The lowest first: each layer was opened from the one before it. */
let stays: Stay[] = [];

/** What had the focus and was seen to go. It may be back, without the focus, before anything is handed on: a button that is
 * disabled while it works. */
let vanished: Element | undefined;

function remember(event: FocusEvent): void {
  vanished = undefined;
  const around: Element[] = [];
  for (let node = event.target as Element | null; node; node = node.parentElement) around.push(node);
  const layer = (event.target as Element).closest(LAYER);
  const known = stays.findIndex((stay) => stay.layer === layer);
  const below = known < 0 ? stays : stays.slice(0, known);
  stays = [...below.filter((stay) => stay.layer?.isConnected ?? true), { layer, around }];
}

function isGone(node: Element | undefined): boolean {
  return node !== undefined && (!node.isConnected || node.matches(":disabled"));
}

const wasGone = (node: Element | undefined) => node !== undefined && (node === vanished || isGone(node));
const isShown = (node: Element) => node.getClientRects().length > 0;
const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** Somebody clicked beside everything: that is no loss. Beside a layer it may close that, and then leads back. */
function forget(left: Element): void {
  const top = stays.at(-1);
  if (isLost() && top?.layer === null && top.around[0] === left && !wasGone(left)) stays = [];
}

/** The very same, else what is nearest in the same layer, or in the same screen. */
function placeIn({ layer, around }: Stay): HTMLElement | undefined {
  const [last] = around;
  if (last instanceof HTMLElement && !isGone(last) && isShown(last)) return last;
  const main = document.querySelector("main");
  const whole = layer ?? main?.parentElement;
  const near = around.filter((node) => node.isConnected && node !== main && whole?.contains(node));
  const choices = near.flatMap((node) => [
    ...(node.matches(REACHABLE) ? [node as HTMLElement] : []),
    ...[...node.querySelectorAll<HTMLElement>(REACHABLE)].slice(0, 8),
  ]);
  return choices.find(isShown);
}

function handOn(): void {
  const main = document.querySelector("main");
  const places = stays.toReversed().map(placeIn);
  const next = places.find((place) => place !== undefined) ?? main?.querySelector<HTMLElement>("h1") ?? main;
  next?.focus({ preventScroll: true });
}

export function keepFocus(): () => void {
  let due = false;
  const look = () => {
    const last = stays.at(-1)?.around[0];
    if (!wasGone(last)) return;
    vanished = last;
    if (due) return;
    due = true;
    // A screen or a dialogue that comes instead takes the focus itself, and the key that closed presses nothing else.
    requestAnimationFrame(() =>
      setTimeout(() => {
        due = false;
        if (isLost() && wasGone(stays.at(-1)?.around[0])) handOn();
      }),
    );
  };
  const leave = (event: FocusEvent) => {
    if (event.relatedTarget !== null) return;
    // What was disabled may lose the focus later than that.
    look();
    setTimeout(() => forget(event.target as Element));
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
  document.addEventListener("focusin", remember);
  document.addEventListener("focusout", leave);
  return () => {
    watch.disconnect();
    document.removeEventListener("focusin", remember);
    document.removeEventListener("focusout", leave);
  };
}
