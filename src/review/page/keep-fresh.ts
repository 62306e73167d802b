/** While the page is seen it looks for news, which keeps the server awake; when it is seen again it looks at once. */
export function keepFresh(store: { refresh(): Promise<void> }, every: number): void {
  const look = (): void => {
    if (document.visibilityState === 'visible') void store.refresh();
  };
  setInterval(look, every);
  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
}
