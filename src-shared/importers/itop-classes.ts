/** What iTop's classes are here. A class with `asset` is a thing that can be held in the hand, and becomes an asset too. */
export interface ItopClass {
  readonly category: string;
  readonly asset?: string;
}

export const ITOP_CIS: { readonly [name: string]: ItopClass } = {
  ApplicationSolution: { category: 'application' },
  BusinessProcess: { category: 'service' },
  Service: { category: 'service' },
  Server: { category: 'server', asset: 'server' },
  Hypervisor: { category: 'server' },
  Farm: { category: 'server' },
  VirtualMachine: { category: 'virtualMachine' },
  DBServer: { category: 'database' },
  DatabaseSchema: { category: 'database' },
  WebServer: { category: 'application' },
  WebApplication: { category: 'application' },
  Middleware: { category: 'application' },
  MiddlewareInstance: { category: 'application' },
  OtherSoftware: { category: 'application' },
  NetworkDevice: { category: 'network', asset: 'network' },
  StorageSystem: { category: 'storage', asset: 'storage' },
  NAS: { category: 'storage', asset: 'storage' },
  SANSwitch: { category: 'network', asset: 'network' },
  TapeLibrary: { category: 'storage', asset: 'storage' },
  PC: { category: 'other', asset: 'desktop' },
  Printer: { category: 'other', asset: 'printer' },
  Rack: { category: 'facility' },
  Enclosure: { category: 'facility' },
};

/** Classes that are only looked up, by what they are called in a reference. */
const LOOKED_UP: { readonly [field: string]: readonly string[] } = {
  org_id: ['Organization'],
  location_id: ['Location'],
  brand_id: ['Brand'],
  model_id: ['Model'],
  osfamily_id: ['OSFamily'],
  osversion_id: ['OSVersion'],
  oslicence_id: ['OSLicence'],
  iosversion_id: ['IOSVersion'],
  networkdevicetype_id: ['NetworkDeviceType'],
  rack_id: ['Rack'],
  enclosure_id: ['Enclosure'],
  powerA_id: ['PowerConnection', 'PowerSource', 'PDU'],
  powerB_id: ['PowerConnection', 'PowerSource', 'PDU'],
  software_id: ['Software'],
  softwarelicence_id: ['SoftwareLicence'],
  servicefamily_id: ['ServiceFamily'],
  team_id: ['Team'],
  person_id: ['Person'],
};

/** References by which one configuration item needs another, and the classes that they can point at. */
export const NEEDS: { readonly [field: string]: readonly string[] } = {
  system_id: Object.keys(ITOP_CIS).filter((name) => name !== 'Service'),
  functionalci_id: Object.keys(ITOP_CIS).filter((name) => name !== 'Service'),
  server_id: ['Server'],
  farm_id: ['Farm'],
  virtualhost_id: ['Hypervisor', 'Farm'],
  dbserver_id: ['DBServer'],
  webserver_id: ['WebServer'],
  middleware_id: ['Middleware'],
};

/** The classes that a reference field points at; undefined for a field that is no reference. */
export const targetClasses = (field: string): readonly string[] | undefined => NEEDS[field] ?? LOOKED_UP[field];

export const STATUS: { readonly [status: string]: string } = {
  production: 'live',
  active: 'live',
  implementation: 'planned',
  stock: 'planned',
  inactive: 'retired',
  obsolete: 'retired',
};

/** An asset's state by the status of its configuration item. */
export const ASSET_STATE: { readonly [status: string]: string } = {
  production: 'inUse',
  active: 'inUse',
  implementation: 'received',
  stock: 'inStock.available',
  obsolete: 'retired',
};

export const CRITICALITY: { readonly [value: string]: string } = { low: 'low', medium: 'medium', high: 'high' };
