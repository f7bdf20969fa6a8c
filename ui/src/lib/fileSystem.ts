/** File systems by the names on the box. */
const NAMES: Record<string, string> = {
  ntfs: "NTFS",
  ntfs3: "NTFS",
  exfat: "exFAT",
  vfat: "FAT32",
  msdos: "FAT",
  apfs: "APFS",
  hfs: "HFS+",
  hfsplus: "HFS+",
  xfs: "XFS",
  btrfs: "Btrfs",
  zfs: "ZFS",
  nfs: "NFS",
  nfs4: "NFS",
  cifs: "network folder",
  smb3: "network folder",
};

/** `volume`: its identity begins with what is on the disk, where the system only says that a driver of its own is used. */
export function fileSystemName(raw: string, volume: string): string {
  const onDisk = volume.split(":")[0] ?? "";
  const name = raw === "fuseblk" && onDisk in NAMES ? onDisk : raw.toLowerCase();
  return NAMES[name] ?? raw;
}
