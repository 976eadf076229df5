import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

type Texts = { readonly [key: string]: string | Texts };

const english = import.meta.glob<Texts>('#resources/locales/en/*.json', { eager: true, import: 'default' });
const others = import.meta.glob<Texts>(['#resources/locales/*/*.json', '!#resources/locales/en/*.json'], { import: 'default' });

const place = (path: string) => {
  const [language = '', file = ''] = path.split('/').slice(-2);
  return { language, namespace: file.replace(/\.json$/, '') };
};

/** Every language that the catalogue holds. A folder under resources/locales adds one. */
const languages: readonly string[] = [...new Set(['en', ...Object.keys(others).map((path) => place(path).language)])];

/** The texts: English at once, so that nothing waits; another language when it is asked for, English where it has gaps. */
export function createTexts(): i18n {
  const texts = createInstance();
  void texts.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: languages,
    defaultNS: 'app',
    ns: Object.keys(english).map((path) => place(path).namespace),
    resources: { en: Object.fromEntries(Object.entries(english).map(([path, words]) => [place(path).namespace, words])) },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return texts;
}

/** Switches the texts to a language, loading it first. */
export async function switchLanguage(texts: i18n, language: string): Promise<void> {
  const files = Object.entries(others).filter(([path]) => place(path).language === language);
  await Promise.all(files.map(async ([path, load]) => texts.addResourceBundle(language, place(path).namespace, await load())));
  await texts.changeLanguage(languages.includes(language) ? language : 'en');
  document.documentElement.lang = texts.language;
}
