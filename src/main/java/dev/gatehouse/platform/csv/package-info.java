/**
 * Reads and writes long texts row by row in constant memory: CSV (RFC 4180) and lines of text. It
 * hides quoting, character sets, line counting and the escaping of formulas. CSV is read by
 * home-made code because the libraries cannot resume after a malformed row.
 */
@NullMarked
package dev.gatehouse.platform.csv;

import org.jspecify.annotations.NullMarked;
