/**
 * Wish lists: products that users want and that are out of stock. Hides where wishes are stored and
 * how their owners are told. Uses products and users.
 */
@NullMarked
package dev.gatehouse.wishes;

import org.jspecify.annotations.NullMarked;
