package dev.gatehouse.backup;

/** How many rows a table has. */
record TableRows(String table, long rows) {}
