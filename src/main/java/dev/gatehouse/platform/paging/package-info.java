/**
 * Reads lists page by page: the requested page, its order and filters, and the encrypted cursor to
 * the next one. It hides keyset pagination and the format of cursors. Home-made because Jdbi has no
 * pagination that stays fast on late pages.
 */
@NullMarked
package dev.gatehouse.platform.paging;

import org.jspecify.annotations.NullMarked;
