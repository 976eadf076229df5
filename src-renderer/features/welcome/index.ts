export { FoundScreen } from './FoundScreen.tsx';
export { WelcomeScreen } from './WelcomeScreen.tsx';
