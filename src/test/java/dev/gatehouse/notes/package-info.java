/**
 * Notes that people keep: the example of CONTRIBUTING.md. It hides where notes are stored. It
 * stands on the platform.
 */
@NullMarked
package dev.gatehouse.notes;

import org.jspecify.annotations.NullMarked;
