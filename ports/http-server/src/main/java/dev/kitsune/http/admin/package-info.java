/** The admin interface: its commands and their documents. */
@NullMarked
package dev.kitsune.http.admin;

import org.jspecify.annotations.NullMarked;
