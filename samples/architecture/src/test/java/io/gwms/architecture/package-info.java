/** Rules over the classes of all modules; start at {@link io.gwms.architecture.ModuleWallsTest}. */
package io.gwms.architecture;
