// `npm run check`: formatting, lints, types and the arrows between modules; stops at the first that fails.
import { buildPage, must, prepare } from "./machine.mjs";
import { architecture, lints } from "./suites.mjs";

prepare("window");
buildPage();
for (const [program, args] of [...lints, architecture]) {
  console.log(`${program} ${args.join(" ")}`);
  must(program, args);
}
