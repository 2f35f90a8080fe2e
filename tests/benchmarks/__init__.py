"""How quick fieldcheck is, as ratios against something bare in the same run."""
