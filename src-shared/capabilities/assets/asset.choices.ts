/** What happened to the data of an asset that is retired. */
export const ERASURES = {
  wiped: 'Wiped and checked',
  destroyed: 'Medium destroyed',
  noData: 'It never held data',
  kept: 'Data kept, e.g. under legal hold',
} as const;

/** How an asset can leave the house. */
export const DISPOSALS = {
  sold: 'Sold',
  donated: 'Donated',
  scrapped: 'Scrapped',
  leaseReturn: 'Returned to the lessor',
} as const;

export const CLASSES = {
  laptop: 'Laptop',
  desktop: 'Desktop',
  monitor: 'Monitor',
  phone: 'Phone',
  tablet: 'Tablet',
  printer: 'Printer',
  peripheral: 'Peripheral',
  server: 'Server',
  storage: 'Storage',
  network: 'Network device',
  power: 'Power and cooling',
  vehicle: 'Vehicle',
  licence: 'Software licence',
  other: 'Other',
} as const;
