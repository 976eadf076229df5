import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Menu } from '../controls/Menu.tsx';
import type { MenuItem } from '../controls/props.ts';
import { TextField } from '../form/TextField.tsx';
import { FormDialog } from '../overlay/FormDialog.tsx';
import { useLabels } from '../useLabels.ts';
import type { SavedViewsProps } from './props.ts';

/** The named views of a list, and how to keep the present one. */
export function SavedViews({ views, current, changed = false, onSelect, onSave, onUpdate, onRemove }: SavedViewsProps) {
  const labels = useLabels();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const here = views.find((view) => view.id === current);
  const items: MenuItem[] = [
    ...views.map((view) => ({
      id: view.id,
      label: view.label,
      icon: view.id === current ? ('check' as const) : undefined,
      onSelect: () => onSelect(view.id),
    })),
    { id: 'save', label: labels.saveView, divided: views.length > 0, onSelect: () => setNaming(true) },
    ...(here && changed && onUpdate ? [{ id: 'update', label: labels.updateView(here.label), onSelect: () => onUpdate(here.id) }] : []),
    ...(here && onRemove ? [{ id: 'remove', label: labels.removeView(here.label), onSelect: () => onRemove(here.id) }] : []),
  ];
  const save = () => {
    onSave(name.trim());
    setNaming(false);
    setName('');
  };
  return (
    <>
      <Menu
        label={labels.views}
        items={items}
        trigger={
          <Button icon="list">
            {here?.label ?? labels.views}
            {here && changed && <span className="dim">, {labels.changed}</span>}
          </Button>
        }
      />
      <FormDialog
        opened={isNaming}
        onClose={() => setNaming(false)}
        title={labels.saveView}
        submitLabel={labels.save}
        onSubmit={save}
        reasons={name.trim() === '' ? [labels.viewName] : []}
      >
        <TextField label={labels.viewName} value={name} onChange={setName} autoFocus />
      </FormDialog>
    </>
  );
}
