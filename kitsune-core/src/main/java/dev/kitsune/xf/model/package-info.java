/** The types of two versions, and the rules of a specification bound to them. */
@NullMarked
package dev.kitsune.xf.model;

import org.jspecify.annotations.NullMarked;
