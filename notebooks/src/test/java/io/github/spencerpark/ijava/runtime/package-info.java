/** The static methods that every cell knows, with IJava's names. */
package io.github.spencerpark.ijava.runtime;
