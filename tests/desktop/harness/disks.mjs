// Disks of the test's own, in files: they come, go and fail like those on a cable. Taken down with the test.
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { binary } from "./app.mjs";
import { output, start, until } from "./processes.mjs";

const python = "/usr/bin/python3";
// Ends a mounted file system at once, as if the cable were pulled: every call fails from then on.
const pullTheCable = "import fcntl, struct, sys, os; fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

/** Why no disk can be made here; empty if one can. */
export const cannotMount = () => {
  if (process.getuid() !== 0) return "mounting needs root";
  return existsSync("/dev/loop-control") ? "" : "there is no /dev/loop-control";
};

/** Why no drive can be made that is slow; empty if one can. */
export const cannotBeSlow = () => cannotMount() || (existsSync("/dev/fuse") ? "" : "there is no /dev/fuse");

const slowDrive = join(dirname(binary), "ingather-slow-drive");

/**
 * A folder at `TOP/NAME` that takes and gives so little a second, till it is let run, that a copy into it can be met in its
 * middle, however long this machine needs for a word. Where none can be made it is as fast as any.
 */
export async function makeSlow(top, name) {
  const path = join(top, name);
  mkdirSync(path, { recursive: true });
  if (cannotBeSlow()) return { path, behind: path, letRun: async () => {}, remove: async () => {} };
  const behind = join(top, "behind", name);
  mkdirSync(behind, { recursive: true });
  const drive = start(slowDrive, [behind, path, "4000000", "10"]);
  await until("the slow drive is there", () => drive.said.includes("ready"));
  return {
    path,
    /** What is in it, read past it. */
    behind,
    letRun: async () => {
      const before = drive.said.length;
      drive.stdin.write("fast\n");
      await until("it is slow no more", () => drive.said.length > before);
    },
    remove: async () => {
      // Its input's end is its word to unmount.
      drive.stdin.end();
      await drive.ended;
      await output("umount", ["--lazy", path]).catch(() => {});
    },
  };
}

/**
 * Makes an ext4 disk of that size and mounts it, at `TOP/media/NAME` if no place is given. `files`: about how many it takes,
 * if not as many as such a disk usually does.
 */
export async function makeDisk(top, name, mebibytes, { path = join(top, "media", name), files } = {}) {
  const image = join(top, `${name}.img`);
  mkdirSync(path, { recursive: true });
  const file = openSync(image, "w");
  ftruncateSync(file, mebibytes * 2 ** 20);
  closeSync(file);
  await output("mkfs.ext4", ["-q", "-F", "-m", "0", ...(files ? ["-b", "4096", "-N", String(files)] : []), "-L", name.slice(0, 16), image]);
  const attach = () => output("losetup", ["--find", "--show", image]);
  let device = await attach();
  let mounted = false;
  const disk = {
    path,
    mount: async () => {
      // After its cable was pulled it comes back as another device, as it does in a system.
      device ??= await attach();
      await output("mount", [device, path]);
      mounted = true;
    },
    unmount: async () => {
      await output("umount", [path]);
      mounted = false;
    },
    /** Whoever still holds something on it holds a dead thing. */
    pull: async () => {
      await output(python, ["-c", pullTheCable, path]);
      await output("umount", ["--lazy", path]);
      // Goes with the last who holds something of it.
      await output("losetup", ["--detach", device]).catch(() => {});
      device = null;
      mounted = false;
    },
    /** After somebody else has unmounted it. */
    isGone: () => {
      mounted = false;
    },
    remove: async () => {
      if (mounted) await output("umount", ["--lazy", path]).catch(() => {});
      if (device) await output("losetup", ["--detach", device]).catch(() => {});
    },
  };
  await disk.mount();
  return disk;
}
