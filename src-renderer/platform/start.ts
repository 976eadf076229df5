/** The first import of the page: everything that must be set before any other module runs. */
import './jitless.ts';
import './trusted-types.ts';
