package polyview.datasets;

import polyview.data.DataRecipe;
import polyview.data.MemoryDataset;

/** The recipe of {@link MadeBulbs#fourInputs}. */
record FourBulbInputs(MadeBulbs bulbs) implements DataRecipe {

    @Override
    public MemoryDataset make() {
        return bulbs.fourInputs();
    }

    @Override
    public String toString() {
        return bulbs + " with four inputs";
    }
}
