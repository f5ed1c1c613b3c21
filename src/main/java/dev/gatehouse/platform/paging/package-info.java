/**
 * Lists page by page: the requested page, its order, its filters, and the sealed cursor that leads
 * to the next one.
 */
@NullMarked
package dev.gatehouse.platform.paging;

import org.jspecify.annotations.NullMarked;
