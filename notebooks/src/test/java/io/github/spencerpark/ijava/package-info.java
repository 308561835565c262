/**
 * A kernel of IJava's shape, for the tests: IJava itself is in no registry.
 *
 * <p>It stands on IJava's published base library, has IJava's default imports and nothing more, and holds its kernel where IJava
 * holds it, so that the toolkit finds it in the same way. What no notebook of this project uses is left out: magics,
 * completion, time limits.
 */
package io.github.spencerpark.ijava;
