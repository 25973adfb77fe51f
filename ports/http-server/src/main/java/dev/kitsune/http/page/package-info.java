/** Pages that are made of XML by style sheets. */
@NullMarked
package dev.kitsune.http.page;

import org.jspecify.annotations.NullMarked;
