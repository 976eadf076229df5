import {
  Archive,
  ArrowRightLeft,
  ArrowUp,
  ArrowUpDown,
  Bell,
  Boxes,
  Calendar,
  ChartColumn,
  ChartNoAxesGantt,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  Circle,
  CircleAlert,
  Clock,
  Cloud,
  CloudOff,
  CloudUpload,
  Columns3,
  Copy,
  Download,
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  File,
  Flag,
  GitBranch,
  History,
  Inbox,
  Kanban,
  KeyRound,
  Keyboard,
  Link2,
  List,
  ListFilter,
  Lock,
  LogOut,
  type LucideIcon,
  MessageSquare,
  Monitor,
  Moon,
  Network,
  PanelRight,
  Paperclip,
  Pause,
  Pencil,
  Play,
  Plus,
  Printer,
  Redo2,
  RefreshCw,
  Save,
  Search,
  Server,
  ShieldCheck,
  SlidersHorizontal,
  Square,
  Star,
  Sun,
  Tag,
  Trash2,
  TriangleAlert,
  Undo2,
  Upload,
  User,
  Users,
  X,
} from 'lucide-react';
import classes from './Icon.module.css';

const icons = {
  alert: CircleAlert,
  archive: Archive,
  assets: Server,
  assurance: ShieldCheck,
  bell: Bell,
  board: Kanban,
  calendar: Calendar,
  changes: ArrowRightLeft,
  check: Check,
  circle: Circle,
  clock: Clock,
  cloud: Cloud,
  'cloud-off': CloudOff,
  columns: Columns3,
  comment: MessageSquare,
  copy: Copy,
  cross: X,
  down: ChevronDown,
  download: Download,
  edit: Pencil,
  external: ExternalLink,
  eye: Eye,
  'eye-off': EyeOff,
  file: File,
  filter: ListFilter,
  flag: Flag,
  history: History,
  inbox: Inbox,
  incidents: Bell,
  insights: ChartColumn,
  key: KeyRound,
  keyboard: Keyboard,
  left: ChevronLeft,
  link: Link2,
  list: List,
  lock: Lock,
  monitor: Monitor,
  moon: Moon,
  more: Ellipsis,
  panel: PanelRight,
  paperclip: Paperclip,
  pause: Pause,
  play: Play,
  plus: Plus,
  portfolio: ChartNoAxesGantt,
  print: Printer,
  queue: CloudUpload,
  redo: Redo2,
  refresh: RefreshCw,
  right: ChevronRight,
  save: Save,
  search: Search,
  sent: ArrowUp,
  settings: SlidersHorizontal,
  'sign-out': LogOut,
  sort: ArrowUpDown,
  star: Star,
  stop: Square,
  sun: Sun,
  systems: Network,
  tag: Tag,
  trash: Trash2,
  triangle: TriangleAlert,
  undo: Undo2,
  up: ChevronUp,
  upload: Upload,
  user: User,
  users: Users,
  workshops: Boxes,
  ways: GitBranch,
} satisfies Record<string, LucideIcon>;

/** A name in the icon table; screens and marks name icons, never import them. */
export type IconName = keyof typeof icons;

export interface IconProps {
  readonly name: IconName;
  /** 12 px, for marks inside small text. */
  readonly small?: boolean | undefined;
  readonly className?: string | undefined;
}

/** The drawings lie in a slightly larger box than the library's, so that 16 px look like the 12 px of our own. */
const box = 27;

/** A 16 px icon with 1.5 px strokes. Always hidden from screen readers: the word beside it, or its button's name, says it. */
export function Icon({ name, small = false, className }: IconProps) {
  const Drawn = icons[name];
  const size = small ? 12 : 16;
  return (
    <Drawn
      size={size}
      viewBox={`${(24 - box) / 2} ${(24 - box) / 2} ${box} ${box}`}
      strokeWidth={(1.5 * box) / size}
      aria-hidden="true"
      focusable="false"
      className={[small ? classes.small : classes.icon, className].filter(Boolean).join(' ')}
    />
  );
}
