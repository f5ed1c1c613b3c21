/**
 * Long texts that hold a row of cells or a value per line, read and written in constant memory: CSV
 * (RFC 4180) and NDJSON. It hides quoting, character sets, the counting of lines and what keeps a
 * spreadsheet from taking a cell for a formula.
 */
@NullMarked
package dev.gatehouse.platform.csv;

import org.jspecify.annotations.NullMarked;
