/** File systems by the names on the box. */
const NAMES: Record<string, string> = {
  ntfs: "NTFS",
  ntfs3: "NTFS",
  fuseblk: "NTFS",
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

export function fileSystemName(raw: string): string {
  return NAMES[raw.toLowerCase()] ?? raw;
}
