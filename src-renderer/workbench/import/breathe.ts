/** Lets the page draw and hear keys before the next piece of work. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });
