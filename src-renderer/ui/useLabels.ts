import { createContext, useContext } from 'react';
import { englishLabels, type UiLabels } from './labels.ts';

export const LabelsContext = createContext<UiLabels>(englishLabels);

/** The design system's own words in the reader's language. */
export const useLabels = (): UiLabels => useContext(LabelsContext);
