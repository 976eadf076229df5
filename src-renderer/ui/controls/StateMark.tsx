import { Icon, type IconName } from '../Icon.tsx';
import type { Tone } from '../tone.ts';
import type { StateMarkProps } from './props.ts';
import classes from './StateMark.module.css';

const shapes: { readonly [tone in Tone]: IconName | 'none' } = {
  waiting: 'circle',
  approved: 'check',
  refused: 'cross',
  risk: 'triangle',
  provisional: 'none',
  neutral: 'none',
};

/** A state: a shape, a colour and always the word. Provisional is hatched and dashed, never solid. */
export function StateMark({ tone, word, shape = shapes[tone], small = false }: StateMarkProps) {
  const looks = [classes.mark, classes[tone], small ? classes.small : ''].filter(Boolean).join(' ');
  return (
    <span className={looks} data-tone={tone}>
      {shape !== 'none' && tone !== 'provisional' && <Icon name={shape} />}
      {word}
    </span>
  );
}
