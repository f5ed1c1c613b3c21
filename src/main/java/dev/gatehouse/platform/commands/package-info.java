/**
 * The command line: which commands there are, what they print where, and with which code they end.
 * It hides argparse4j and Dropwizard's own command line. It stands on config.
 */
@NullMarked
package dev.gatehouse.platform.commands;

import org.jspecify.annotations.NullMarked;
