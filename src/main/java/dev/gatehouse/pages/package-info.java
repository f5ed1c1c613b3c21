/**
 * The pages for people that the service brings along, such as the one on which the API can be tried
 * out. It hides where their scripts and styles come from, and which of them a browser may load. It
 * stands on http.
 */
@NullMarked
package dev.gatehouse.pages;

import org.jspecify.annotations.NullMarked;
