/** Tabler outline at stroke 1.75, and the two signs of our own: the drive and the mark. */
import {
  IconAlertTriangle,
  IconArchive,
  IconArrowLeft,
  IconArrowRight,
  IconCertificate,
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCirclePlus,
  IconClock,
  IconClockExclamation,
  IconCloudOff,
  IconCopy,
  IconDatabase,
  IconDeviceFloppy,
  IconDots,
  IconEye,
  IconFile,
  IconFileExport,
  IconFiles,
  IconFileText,
  IconFileX,
  IconFilter,
  IconFolder,
  IconFolderOpen,
  IconHistory,
  IconHome,
  IconInfoCircle,
  IconListDetails,
  IconListSearch,
  IconLock,
  IconMoonOff,
  IconMovie,
  IconMusic,
  IconPhoto,
  IconPlayerEject,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlug,
  IconPlugConnectedX,
  IconPlus,
  IconRefresh,
  IconRefreshAlert,
  IconSearch,
  IconSettings,
  IconShieldCheck,
  IconShieldX,
  IconSquare,
  IconX,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactElement } from "react";

export interface IconProps {
  size?: number;
  className?: string;
}

export type Icon = (props: IconProps) => ReactElement;

function outline(Drawn: TablerIcon): Icon {
  return function Outline({ size = 16, className }: IconProps) {
    return <Drawn size={size} stroke={1.75} className={className} aria-hidden="true" />;
  };
}

export const AlertIcon = outline(IconAlertTriangle);
export const ArchiveIcon = outline(IconArchive);
export const BackIcon = outline(IconArrowLeft);
export const NextIcon = outline(IconArrowRight);
export const CertificateIcon = outline(IconCertificate);
export const TickIcon = outline(IconCheck);
export const DownIcon = outline(IconChevronDown);
export const RightIcon = outline(IconChevronRight);
export const OkIcon = outline(IconCircleCheck);
export const UnknownIcon = outline(IconCircleDashed);
export const NewIcon = outline(IconCirclePlus);
export const ClockIcon = outline(IconClock);
export const StalledIcon = outline(IconClockExclamation);
export const NoCloudIcon = outline(IconCloudOff);
export const CopyIcon = outline(IconCopy);
export const FullIcon = outline(IconDatabase);
export const WriteIcon = outline(IconDeviceFloppy);
export const MoreIcon = outline(IconDots);
export const ReadIcon = outline(IconEye);
export const FileIcon = outline(IconFile);
export const ExportIcon = outline(IconFileExport);
export const TextIcon = outline(IconFileText);
export const FoundIcon = outline(IconFiles);
export const FailedIcon = outline(IconFileX);
export const LeftOutIcon = outline(IconFilter);
export const FolderIcon = outline(IconFolder);
export const OpenFolderIcon = outline(IconFolderOpen);
export const HistoryIcon = outline(IconHistory);
export const HomeIcon = outline(IconHome);
export const InfoIcon = outline(IconInfoCircle);
export const LogIcon = outline(IconListDetails);
export const NothingIcon = outline(IconListSearch);
export const LockIcon = outline(IconLock);
export const AwakeIcon = outline(IconMoonOff);
export const VideoIcon = outline(IconMovie);
export const SoundIcon = outline(IconMusic);
export const PictureIcon = outline(IconPhoto);
export const EjectIcon = outline(IconPlayerEject);
export const PauseIcon = outline(IconPlayerPause);
export const PlayIcon = outline(IconPlayerPlay);
export const PlugIcon = outline(IconPlug);
export const UnpluggedIcon = outline(IconPlugConnectedX);
export const PlusIcon = outline(IconPlus);
export const RefreshIcon = outline(IconRefresh);
export const CheckFirstIcon = outline(IconRefreshAlert);
export const SearchIcon = outline(IconSearch);
export const SettingsIcon = outline(IconSettings);
export const SafeIcon = outline(IconShieldCheck);
export const NotYetIcon = outline(IconShieldX);
export const StopIcon = outline(IconSquare);
export const CloseIcon = outline(IconX);

export function DriveIcon({ size = 16, className }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 30 ? 1.25 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
    >
      <rect x={3} y={7} width={18} height={10} rx={2} />
      <path d="M7 12h.01M11 12h6" />
    </svg>
  );
}

export function Mark({ size = 22, className }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
    >
      <path d="M3 13v7a1.5 1.5 0 0 0 1.5 1.5h15A1.5 1.5 0 0 0 21 20v-7" />
      <path d="M12 2.5V15M3 2.5c.5 5 4 8.5 9 10.5M21 2.5c-.5 5-4 8.5-9 10.5" />
    </svg>
  );
}
