// As much of the WebDriver protocol as these tests need, spoken to WebKitWebDriver with fetch.

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** A session with the program; commands throw with the driver's own words. */
export class Page {
  constructor(address, session) {
    this.address = `${address}/session/${session}`;
  }

  static async open(address, binary) {
    const options = { "webkitgtk:browserOptions": { binary, args: [] } };
    const answer = await send("POST", `${address}/session`, { capabilities: { alwaysMatch: options } });
    return new Page(address, answer.sessionId);
  }

  command(method, path, body) {
    return send(method, `${this.address}${path}`, body);
  }

  /** Runs a function in the page; it may return a promise. */
  run(act, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${act})(...[].slice.call(arguments, 0, -1))).then((value) => done({ value }), (error) => done({ error: String(error?.message ?? JSON.stringify(error)) }));`;
    return this.command("POST", "/execute/async", { script, args }).then((answer) => {
      if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`);
      return answer.value;
    });
  }

  async find(selector) {
    const found = await this.command("POST", "/elements", { using: "css selector", value: selector });
    return found.map((element) => element[elementKey]);
  }

  async one(selector) {
    const [first] = await this.find(selector);
    if (!first) throw new Error(`nothing is ${selector}`);
    return first;
  }

  /** What an element shows. Asked in the page: the driver's own answer leaves out clipped text. */
  text(selector) {
    return this.run((wanted) => document.querySelector(wanted).innerText, selector);
  }

  /** What the page draws anew between the finding and the click was not clicked: it is found again. */
  async click(selector, tries = 20) {
    try {
      await this.command("POST", `/element/${await this.one(selector)}/click`, {});
    } catch (error) {
      if (tries <= 1 || !/stale element/.test(error.message)) throw error;
      await this.click(selector, tries - 1);
    }
  }

  async type(selector, text) {
    await this.command("POST", `/element/${await this.one(selector)}/value`, { text });
  }

  /** A PNG of the page, after two frames: the first can be behind the document. */
  async screenshot() {
    await this.run(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return Buffer.from(await this.command("GET", "/screenshot"), "base64");
  }

  async close() {
    await this.command("DELETE", "");
  }
}

async function send(method, address, body) {
  const answer = await fetch(address, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(280_000),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}
