// What the screens Drives, Archive and Plan ask the shell: clearance as of now, whereabouts, decisions, pictures, checks.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openApp } from "./harness/app.mjs";
import { openDesktop } from "./harness/desktop.mjs";
import { cannotMount, makeDisk } from "./harness/disks.mjs";
import { end, start, until } from "./harness/processes.mjs";
import { walk } from "./harness/walk.mjs";
import { call as ask, files as listed, run as runJob } from "./harness/wire.mjs";

const skip = cannotMount() || false;
let desktop;
let app;
let disk;
let sample;
let job;
const saved = (name) => join(desktop.top, name);

before(async () => {
  if (skip) return;
  desktop = await openDesktop();
  // A drive is clear only if its copies are on another volume.
  disk = await makeDisk(desktop.top, "Archive disk", 256);
  app = await openApp(desktop, {
    pick: [
      [disk.path], [saved("job.yaml")], [saved("job.yaml")], [saved("settings.yaml")], [saved("settings.yaml")],
      [saved("old.sha256")], [saved("rebuilt")],
    ],
  });
});

after(async () => {
  await app?.close();
  await disk?.remove();
  await desktop?.close();
});

const call = (name, args) => ask(app.page, name, args);
const files = (query) => listed(app.page, job.id, query);

test("a layout's example and a folder's counts are there before any job", { skip }, async () => {
  sample = await call("demo_prepare");
  const [source] = sample.sources;
  const example = await call("layout_example", { layout: "{drive}/{path}/{name}", source });
  assert.ok(example.real && example.to.startsWith(`${example.drive}/`), JSON.stringify(example));
  assert.equal((await call("layout_example", { layout: "{nonsense}", source })).refused.code, "bad_layout");
  const counted = await app.page.run((path) => {
    const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
    return invoke("folder_count", { path, channel: `__CHANNEL__:${transformCallback(() => {})}` });
  }, source);
  const really = walk(source);
  assert.equal(counted.files, really.filter(({ folder }) => !folder).length);
  assert.equal(counted.folders, really.filter(({ folder }) => folder).length);
  assert.ok(counted.complete);
  assert.equal((await call("layout_example", { layout: "drive", source: "/etc" })).refused.code, "not_chosen");
});

test("what a job does is saved as YAML and read again", { skip }, async () => {
  const [archive] = await call("folders_pick", { title: "x", multiple: false });
  sample = { ...sample, destinations: [archive.path], layout: "merge" };
  assert.equal(await call("job_config_save", { config: sample }), saved("job.yaml"));
  assert.match(readFileSync(saved("job.yaml"), "utf8"), /layout: merge/);
  assert.deepEqual(await call("job_config_load"), sample);
});

test("settings go to a file and come back", { skip }, async () => {
  assert.equal(await call("settings_yaml_save"), saved("settings.yaml"));
  const text = readFileSync(saved("settings.yaml"), "utf8");
  writeFileSync(saved("settings.yaml"), text.replace("theme: system", "theme: dark"));
  assert.equal((await call("settings_yaml_load")).theme, "dark");
  assert.equal((await call("settings_get")).theme, "dark");
});

test("pictures of the plan's files are small JPEGs, and what is none is refused in words", { skip }, async () => {
  job = await call("job_create", { config: sample });
  await runJob(app.page, job.id, "plan");
  const picture = (await files({ term: "to_do" })).rows.find(({ name }) => /\.jpe?g$/i.test(name));
  const size = await app.page.run(async (id, file) => {
    const bytes = await window.__TAURI_INTERNALS__.invoke("thumbnail", { id, file, which: "source", edge: 96 });
    const image = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    return [image.width, image.height, bytes.byteLength];
  }, job.id, picture.id);
  assert.equal(Math.max(size[0], size[1]), 96);
  assert.ok(size[2] < 20_000);
  const other = (await files({})).rows.find(({ name }) => /\.(txt|xmp|json)$/i.test(name));
  assert.equal((await call("thumbnail", { id: job.id, file: other.id, which: "source", edge: 96 })).refused.code, "no_picture");
});

let leftOut;
let copiedAnyway;

test("a decision that was changed in the plan is carried out", { skip }, async () => {
  const { rows } = await files({ term: "to_do" });
  leftOut = rows.find(({ undecided, name }) => !undecided && /\.jpe?g$/i.test(name));
  const one = { files: [leftOut.id], folders: [] };
  assert.equal(await call("job_leave_out", { id: job.id, selection: one, reason: "blurred" }), 1);
  await runJob(app.page, job.id, "plan");
  await runJob(app.page, job.id, "summary");
  const settled = (await files({ search: leftOut.name })).rows.find(({ id }) => id === leftOut.id);
  assert.deepEqual([settled.term, settled.reason], ["left_out", "user"]);
  copiedAnyway = (await files({ term: "repeat" })).rows.find(({ name }) => /\.jpe?g$/i.test(name));
  const before = walk(disk.path).filter(({ folder, path }) => !folder && !path.startsWith(".ingather/")).length;
  const again = { files: [copiedAnyway.id], folders: [] };
  assert.equal(await call("job_take_in", { id: job.id, selection: again, reason: "wanted twice" }), 1);
  await runJob(app.page, job.id, "summary");
  const now = (await files({ search: copiedAnyway.name })).rows.find(({ id }) => id === copiedAnyway.id);
  assert.equal(now.term, "copied");
  const after = walk(disk.path).filter(({ folder, path }) => !folder && !path.startsWith(".ingather/")).length;
  assert.equal(after, before + 1, "one file more is in the archive");
});

test("the clearance of a sample drive is looked at now", { skip }, async () => {
  const known = await call("drives_known");
  assert.equal(known.length, 3);
  for (const { volume, path, name } of known) {
    const asked = Date.now();
    const view = await call("drive_clearance", { volume, path, reread: false });
    assert.equal(view.refused, undefined, JSON.stringify(view.refused));
    assert.equal(view.drive.name, name);
    assert.ok(view.drive.scanned_ms >= asked, "the time is that of this look");
    assert.notEqual(view.clearance, "not_clear", `${name}: ${JSON.stringify(view.exceptions.slice(0, 3))}`);
    const certificate = await call("drive_certificate", { volume, path });
    assert.equal(certificate.name, name);
  }
  assert.equal((await call("drive_clearance", { volume: known[0].volume, path: "etc", reread: false })).refused.code, "no_drive");
  assert.equal(await call("drive_certificate", { volume: "ext4:none", path: "" }), null);
});

test("with a new file on it, the drive is not clear any more", { skip }, async () => {
  const [{ volume, path, mount_point }] = await call("drives_known");
  writeFileSync(join(mount_point, "new.txt"), "only here");
  const view = await call("drive_clearance", { volume, path, reread: false });
  assert.equal(view.clearance, "not_clear");
  assert.ok(view.exceptions.some((one) => one.path === "new.txt" && one.code === "only_here"), JSON.stringify(view.exceptions));
});

test("a name leads to every place, and only these can be shown", { skip }, async () => {
  const rows = await call("where_find", { text: copiedAnyway.name });
  const places = rows.flatMap((row) => row.places);
  assert.ok(places.some((place) => place.archive && place.now?.startsWith(disk.path)), JSON.stringify(places));
  for (const place of places.filter(({ now }) => now)) assert.ok(existsSync(place.now));
  assert.equal((await call("where_reveal", { path: "/etc/passwd" })).refused.code, "not_chosen");
  assert.deepEqual(await call("where_find", { text: "no such name anywhere.xyz" }), []);
});

test("the archive is what its lists say, and the catalogue is sound", { skip }, async () => {
  const report = await call("archive_check", { path: disk.path, deep: true });
  assert.ok(report.listed > 0 && report.ok === report.listed, JSON.stringify(report));
  assert.equal((await call("archive_check", { path: "/etc", deep: false })).refused.code, "not_chosen");
  const catalog = await call("catalog_check");
  assert.equal(catalog.complaint, null);
  assert.ok(catalog.as_seen > 0);
  assert.equal((await call("catalog_prune")).refused, undefined);
});

test("checksums of another program are shown first and then taken over", { skip }, async () => {
  const [{ mount_point }] = await call("drives_known");
  const files = walk(mount_point).filter(({ folder, size }) => !folder && size > 0n);
  writeFileSync(saved("old.sha256"), files.map(({ digest, path }) => `${digest}  ${mount_point}/${path}\n`).join(""));
  const path = await call("import_pick", { what: "file" });
  assert.equal((await call("import_preview", { path: "/etc/passwd", job: null })).refused.code, "not_chosen");
  const preview = await call("import_preview", { path, job: job.id });
  assert.deepEqual([preview.records, preview.matching, preview.new], [files.length, files.length, files.length], JSON.stringify(preview));
  const report = await call("import_take", { path, job: job.id, trust: false });
  assert.equal(report.preview.new, files.length);
  assert.equal((await call("import_preview", { path, job: job.id })).known, files.length, "a second time brings nothing");
});

test("a drive is rebuilt where the user says", { skip }, async () => {
  const known = await call("drives_known");
  const [{ volume, path, mount_point }] = known.filter(({ name }) => name !== leftOut.drive);
  const report = await call("drive_restore", { volume, path });
  assert.equal(report.to, saved("rebuilt"));
  assert.ok(report.restored > 0);
  const mine = (top) => new Map(walk(top).filter(({ folder }) => !folder).map((file) => [file.path, file.digest]));
  const [was, is] = [mine(mount_point), mine(saved("rebuilt"))];
  const missing = report.not_restored.map((one) => one.path);
  for (const [file, digest] of is) assert.equal(was.get(file), digest, `${file} is as it was`);
  for (const file of was.keys()) assert.ok(is.has(file) || missing.includes(file) || file === "new.txt", `${file} is there or named`);
});

test("a drive that leaves is noticed, and one that is in use is not let go", { skip }, async () => {
  await app.page.run(() => {
    const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
    window.drivesChanged = 0;
    const handler = transformCallback(() => {
      window.drivesChanged += 1;
    });
    return invoke("plugin:event|listen", { event: "drives://changed", target: { kind: "Any" }, handler });
  });
  const [archive] = (await call("drives_list")).filter(({ mount_point }) => mount_point === disk.path);
  assert.equal(archive.archive, true);
  const rootfs = (await call("drives_list")).find(({ mount_point }) => mount_point === "/");
  if (rootfs) assert.equal((await call("drive_eject", { volume: rootfs.volume })).refused.code, "system_drive");
  // A process of ours works in it.
  const user = start("sleep", ["3600"], { cwd: disk.path });
  await until("it works there", () => readlinkSync(`/proc/${user.pid}/cwd`) === disk.path);
  assert.equal((await call("drive_eject", { volume: archive.volume })).refused.code, "drive_busy");
  await end(user);
  assert.equal(await call("drive_eject", { volume: archive.volume }), null);
  disk.isGone();
  const told = () => app.page.run(() => window.drivesChanged);
  const isListed = async () => (await call("drives_list")).some(({ volume }) => volume === archive.volume);
  await until("the window is told", async () => (await told()) > 0);
  assert.ok(!(await isListed()), "it is not listed any more");
  const before = await told();
  await disk.mount();
  await until("it is told again", async () => (await told()) > before);
  await until("it is listed again", isListed);
});
