/**
 * Backups of the whole database as one file, and their restoration into an empty one. It hides the
 * format and PostgreSQL's COPY. It stands on the platform.
 *
 * <p>The format is Gatehouse's own, as the containers that the JDK writes are neither encrypted nor
 * covered by a checksum in all their bytes, and zip must be read to its end before its directory is
 * known. From the outside in:
 *
 * <ol>
 *   <li>A line of text, {@link dev.gatehouse.backup.Heading}: format version and encryption.
 *   <li>Chunks of up to 64 KiB, {@link dev.gatehouse.backup.SealedOutput}. Each ends with a seal
 *       over all that came before it, and the last one is marked, so that what was changed, left
 *       out, moved or cut off is found before it is used. Without a passphrase the seal is SHA-256,
 *       which tells accidents; with one it is AES-256-GCM, which tells forgeries too.
 *   <li>In the chunks, gzip.
 *   <li>In that, frames, {@link dev.gatehouse.backup.DumpWriter}: the {@link
 *       dev.gatehouse.backup.Manifest}; each table with its rows as COPY's text format has them and
 *       their number; the sequences; the numbers of rows again.
 * </ol>
 */
@NullMarked
package dev.gatehouse.backup;

import org.jspecify.annotations.NullMarked;
